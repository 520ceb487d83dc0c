import type { ConnectorKey } from '@counterfoil/shared-types';
import { Modal } from '@wordpress/components';
import { useAction } from '../../resources/use-action.ts';
import { revokeKey } from '../../resources/use-connection.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Failure } from '../../ui/failure.tsx';
import { say } from '../../ui/say.ts';

/** Asks first: the key can't be given back, connecting again takes a new one. */
export function Disconnect({
  connectorKey: { keyId, connectorName: name },
  onClose,
  onDone,
}: {
  readonly connectorKey: ConnectorKey;
  readonly onClose: () => void;
  readonly onDone: () => void;
}) {
  const { busy, error, run } = useAction();
  async function disconnect() {
    if (!(await run(() => revokeKey(keyId)))) return;
    onClose();
    onDone();
  }
  return (
    <Modal title={say('screen_disconnect', { name })} onRequestClose={onClose}>
      <div className="counterfoil-form">
        <p>{say('screen_disconnect_means', { name })}</p>
        {error !== null && <Failure error={error} />}
        <div className="counterfoil-actions">
          <ActionButton variant="primary" destructive busy={busy} onClick={() => void disconnect()}>
            {say('screen_disconnect', { name })}
          </ActionButton>
          <ActionButton variant="tertiary" onClick={onClose}>
            {say('screen_cancel')}
          </ActionButton>
        </div>
      </div>
    </Modal>
  );
}
