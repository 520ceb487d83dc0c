import type { JourneyRow, JourneyStepRow } from '@counterfoil/shared-types';
import { say } from '../../ui/say.ts';
import { Sentence } from '../../ui/sentence.tsx';
import { useAskedText } from '../../ui/standstill.ts';

/**
 * After these steps something is to come; the connector says what as a state, without a step. As in OrderPanelHtml.php.
 */
const OPEN_ENDED = new Set([
  'step_asked_again',
  'step_changed_in_shop',
  'step_refunded_in_shop',
  'step_left_out',
  'step_left_as_is',
  'step_new_order',
]);

/** What came of the last thing that was asked for or noticed. */
export function JourneyOutcome({
  row,
  steps,
}: {
  readonly row: JourneyRow;
  readonly steps: readonly JourneyStepRow[];
}) {
  const asked = useAskedText();
  const last = steps.at(-1);
  if (last === undefined || !OPEN_ENDED.has(last.code)) return null;
  return (
    <p className="counterfoil-outcome">
      <strong>{say('screen_now')}</strong>{' '}
      {row.asked ? asked : <Sentence code={row.code} values={row.values} document={row.document} />}
    </p>
  );
}
