import type { JourneyState, ScreenWord } from '@counterfoil/shared-types';
import { Icon } from '@wordpress/components';
import { cancelCircleFilled, caution, check, closeSmall, pending, scheduled, search } from '@wordpress/icons';
import { say } from './say.ts';

const LOOKS: Record<JourneyState, { readonly icon: JSX.Element; readonly word: ScreenWord }> = {
  not_paid: { icon: scheduled, word: 'screen_state_not_paid' },
  waiting: { icon: pending, word: 'screen_state_waiting' },
  working: { icon: pending, word: 'screen_state_waiting' },
  in_doubt: { icon: search, word: 'screen_state_in_doubt' },
  delivered: { icon: check, word: 'screen_state_delivered' },
  held: { icon: caution, word: 'screen_state_held' },
  skipped: { icon: closeSmall, word: 'screen_state_skipped' },
  broken: { icon: cancelCircleFilled, word: 'screen_state_broken' },
};

/** A state is a word with an icon and a colour; the word alone is enough. */
export function StateLabel({ state, erp }: { readonly state: JourneyState; readonly erp: string }) {
  const looks = LOOKS[state];
  return (
    <span className={`counterfoil-state is-${state}`}>
      <Icon icon={looks.icon} size={20} />
      {say(looks.word, { erp })}
    </span>
  );
}

export function stateWord(state: JourneyState, erp: string): string {
  return say(LOOKS[state].word, { erp });
}
