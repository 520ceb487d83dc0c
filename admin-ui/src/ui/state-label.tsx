import type { JourneyRow, JourneyState, ScreenWord } from '@counterfoil/shared-types';
import { Icon } from '@wordpress/components';
import {
  backup,
  cancelCircleFilled,
  caution,
  check,
  closeSmall,
  pending,
  scheduled,
  search,
} from '@wordpress/icons';
import type { ReactNode } from 'react';
import { say } from './say.ts';

const LOOKS: Record<JourneyState, { readonly icon: JSX.Element; readonly word: ScreenWord }> = {
  not_paid: { icon: scheduled, word: 'screen_state_not_paid' },
  waiting: { icon: pending, word: 'screen_state_waiting' },
  working: { icon: pending, word: 'screen_state_waiting' },
  in_doubt: { icon: search, word: 'screen_state_in_doubt' },
  delivered: { icon: check, word: 'screen_state_delivered' },
  held: { icon: caution, word: 'screen_state_held' },
  left_as_is: { icon: check, word: 'screen_state_left_as_is' },
  only_in_erp: { icon: backup, word: 'screen_state_only_in_erp' },
  skipped: { icon: closeSmall, word: 'screen_state_skipped' },
  broken: { icon: cancelCircleFilled, word: 'screen_state_broken' },
};

/** Where the word of the state would not be true. */
const WORDS_OF_CODES: Readonly<Record<string, ScreenWord>> = {
  // Not "yet": it was cancelled, or its payment failed.
  order_never_paid: 'screen_state_never_paid',
  // Nobody is there to fetch it.
  order_recorded: 'screen_state_recorded',
};

/**
 * A state is a word with an icon and a colour; the word alone is enough. `children`: a sentence that says more than the
 * word.
 */
export function StateLabel({
  row,
  erp,
  children,
}: {
  readonly row: Pick<JourneyRow, 'state' | 'code'>;
  readonly erp: string;
  readonly children?: ReactNode;
}) {
  const looks = LOOKS[row.state];
  const word = say(WORDS_OF_CODES[row.code] ?? looks.word, { erp });
  const needsYou = row.state === 'held' || row.state === 'broken';
  return (
    <span className={`counterfoil-state is-${row.state}`}>
      <Icon icon={looks.icon} size={20} />
      <bdi>
        {(children === undefined || needsYou) && word}
        {children !== undefined && needsYou && ': '}
        {children}
      </bdi>
    </span>
  );
}
