import type { OverviewAnswer } from '@counterfoil/shared-types';
import { Icon } from '@wordpress/components';
import { caution, check, pending } from '@wordpress/icons';
import { say } from '../../ui/say.ts';

type Tone = 'good' | 'attention' | 'waiting';

/** One sentence that answers: is everything all right? */
export function FirstSentence({ overview }: { readonly overview: OverviewAnswer }) {
  const { tone, sentence } = judge(overview);
  const icon = { good: check, attention: caution, waiting: pending }[tone];
  return (
    <p className={`counterfoil-first-sentence is-${tone}`} aria-live="polite">
      <Icon icon={icon} size={28} />
      <span>{sentence}</span>
    </p>
  );
}

function judge(overview: OverviewAnswer): { tone: Tone; sentence: string } {
  const { erpName: erp, today, held, waiting } = overview;
  if (overview.standing === 'awaiting_confirmation')
    return { tone: 'waiting', sentence: say('screen_compare_first') };
  const parts: string[] = [];
  const due = today.placed - today.notPaid - today.skipped;
  if (overview.erp !== null && !overview.erp.reachable) parts.push(say('screen_erp_away', { erp }));
  if (due === 0) parts.push(say('screen_no_orders_today'));
  else if (today.delivered >= due) parts.push(say('screen_all_delivered', { erp, count: due }));
  else parts.push(say('screen_some_delivered', { erp, delivered: String(today.delivered), count: due }));
  if (held.count > 0) parts.push(say('screen_held_count', { count: held.count }));
  else if (waiting.count > 0) parts.push(say('screen_waiting_count', { erp, count: waiting.count }));
  const tone: Tone =
    held.count > 0 || overview.connectorSilent || overview.erp?.reachable === false
      ? 'attention'
      : waiting.count > 0
        ? 'waiting'
        : 'good';
  return { tone, sentence: parts.join(' ') };
}
