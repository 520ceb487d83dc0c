import type { ConnectionAnswer } from '@counterfoil/shared-types';
import { CheckboxControl } from '@wordpress/components';
import { useState } from 'react';
import { useAction } from '../../resources/use-action.ts';
import { askToRemoveData } from '../../resources/use-connection.ts';
import { shopSettings } from '../../shop-settings.ts';
import { Failure } from '../../ui/failure.tsx';
import { say } from '../../ui/say.ts';

/** What becomes of the plugin's own notes when it is deleted: the owner's choice, made beforehand. */
export function RemoveData({
  connection,
  onChange,
}: {
  readonly connection: ConnectionAnswer;
  readonly onChange: () => void;
}) {
  const { busy, error, run } = useAction();
  const [chosen, setChosen] = useState(connection.removesData);
  if (!shopSettings.may.connect) return null;
  async function choose(removesData: boolean) {
    setChosen(removesData);
    if (await run(() => askToRemoveData(removesData))) onChange();
    else setChosen(!removesData);
  }
  return (
    <section className="counterfoil-card">
      <CheckboxControl
        __nextHasNoMarginBottom
        label={say('screen_remove_data')}
        help={say('screen_remove_data_means')}
        checked={chosen}
        disabled={busy}
        onChange={(checked) => void choose(checked)}
      />
      {error !== null && <Failure error={error} />}
    </section>
  );
}
