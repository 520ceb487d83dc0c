import type { OverviewAnswer } from '@counterfoil/shared-types';
import { Button, Icon } from '@wordpress/components';
import { caution, check, pending } from '@wordpress/icons';
import { go } from '../../navigation.ts';
import { shopSettings } from '../../shop-settings.ts';
import { say } from '../../ui/say.ts';
import { todaySentence } from './today-sentence.ts';

type Tone = 'good' | 'attention' | 'waiting';
const ICONS = { good: check, attention: caution, waiting: pending } as const satisfies Record<Tone, unknown>;

/** One sentence that answers: is everything all right? */
export function FirstSentence({ overview }: { readonly overview: OverviewAnswer }) {
  if (overview.connectionState === 'awaiting_confirmation') {
    return (
      <Question tone="waiting" button={say('screen_compare_now')}>
        {say('screen_compare_first', { name: overview.connectorName })}
      </Question>
    );
  }
  if (overview.connectionState === 'copy') {
    return (
      <Question tone="attention" button={say('screen_copy_decide')}>
        {say('screen_copy_question')}
      </Question>
    );
  }
  const tone = toneOf(overview);
  return (
    <div className={`counterfoil-first-sentence is-${tone}`}>
      <Icon icon={ICONS[tone]} size={28} />
      <p role="status">
        <bdi>{sentencesOf(overview).join(' ')}</bdi>
      </p>
    </div>
  );
}

/** What is answered on the Connection page. */
function Question({
  tone,
  button,
  children,
}: {
  readonly tone: Tone;
  readonly button: string;
  readonly children: string;
}) {
  return (
    <div className={`counterfoil-first-sentence is-${tone}`}>
      <Icon icon={ICONS[tone]} size={28} />
      <p>{children}</p>
      {shopSettings.may.connect && (
        <Button variant="primary" onClick={() => go({ name: 'connection' })}>
          {button}
        </Button>
      )}
    </div>
  );
}

function toneOf({ held, erp, connectorSilent, ordersStopped, waiting }: OverviewAnswer): Tone {
  const stuck = connectorSilent || ordersStopped !== null || erp?.reachable === false;
  if (held.count > 0 || stuck) return 'attention';
  return waiting.count > 0 ? 'waiting' : 'good';
}

function sentencesOf(overview: OverviewAnswer): string[] {
  const { erpName: erp, today, held, waiting, connectorSilent } = overview;
  const sentences: string[] = [];
  const speaks = !connectorSilent;
  if (speaks && overview.erp?.reachable === false) sentences.push(say('screen_erp_away', { erp }));
  sentences.push(todaySentence(today, erp));
  if (held.count > 0) sentences.push(say('screen_held_count', { count: held.count }));
  if (waiting.count > 0 && overview.ordersStopped !== null) {
    sentences.push(say('screen_waiting_stopped', { count: waiting.count }));
  } else if (waiting.count > 0 && connectorSilent) {
    sentences.push(say('screen_waiting_for_connector', { count: waiting.count }));
  } else if (waiting.count > 0 && held.count === 0) {
    sentences.push(say('screen_waiting_count', { erp, count: waiting.count }));
  }
  return sentences;
}
