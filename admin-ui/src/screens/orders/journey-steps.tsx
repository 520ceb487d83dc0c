import type { JourneyStepRow } from '@counterfoil/shared-types';
import { Changes } from '../../ui/changes.tsx';
import { formatClock, formatDay, formatDuration, formatExact } from '../../ui/format.ts';
import { say } from '../../ui/say.ts';
import { Sentence } from '../../ui/sentence.tsx';

/** The lines of an order's journey, by day, in time order. */
export function JourneySteps({ steps }: { readonly steps: readonly JourneyStepRow[] }) {
  if (steps.length === 0) return <p>{say('screen_no_steps_yet')}</p>;
  return [...byDay(steps)].map(([day, ofDay]) => (
    <section key={day}>
      <h3 className="counterfoil-day-name">{day}</h3>
      <ol className="counterfoil-steps">
        {ofDay.map((step, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: steps are only ever added at the end
          <li key={place}>
            <time dateTime={step.at} title={formatExact(step.at)}>
              {formatClock(step.at)}
            </time>
            <span>
              {step.about !== null && <bdi className="counterfoil-about">{step.about}:</bdi>}
              <Sentence code={step.code} values={step.values} document={step} />
              <Changes changes={step.changes} />
            </span>
            {step.afterMs !== null && step.afterMs > 0 && (
              <span className="counterfoil-after" title={say('screen_after')}>
                <bdi>+ {formatDuration(step.afterMs)}</bdi>
              </span>
            )}
          </li>
        ))}
      </ol>
    </section>
  ));
}

function byDay(steps: readonly JourneyStepRow[]): Map<string, JourneyStepRow[]> {
  const days = new Map<string, JourneyStepRow[]>();
  for (const step of steps) {
    const day = formatDay(step.at);
    days.set(day, [...(days.get(day) ?? []), step]);
  }
  return days;
}
