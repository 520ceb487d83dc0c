import type { JourneyRow } from '@counterfoil/shared-types';
import { useAskedText } from '../../ui/standstill.ts';
import { Decide, nextStepOf } from './decide.tsx';
import { NewOrder } from './new-orders.tsx';
import { SendAgain } from './send-again.tsx';

/** The one button that helps, where there is room for one. */
export function NextStep({
  row,
  erp,
  onAsked,
}: {
  readonly row: JourneyRow;
  readonly erp: string;
  readonly onAsked: () => void;
}) {
  const asked = useAskedText();
  const next = nextStepOf(row);
  if (next === 'new_order') return <NewOrder row={row} erp={erp} onAsked={onAsked} />;
  if (next === 'send_again') return <SendAgain row={row} onAsked={onAsked} />;
  return (
    <span className="counterfoil-send-again">
      <Decide row={row} decision="leave_as_is" erp={erp} onAsked={onAsked} />
      <span role="status">{row.asked && asked}</span>
    </span>
  );
}
