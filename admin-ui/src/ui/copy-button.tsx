import { useState } from 'react';
import { ActionButton } from './action-button.tsx';
import { say } from './say.ts';

/**
 * Copies a text and says so. Browsers give the clipboard to HTTPS pages only; elsewhere there is no button, and the
 * text can be selected at once.
 */
export function CopyButton({ text, label }: { readonly text: string; readonly label: string }) {
  const [copied, setCopied] = useState(false);
  if (navigator.clipboard === undefined) return null;
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  return (
    <>
      <ActionButton size="compact" label={label} onClick={() => void copy()}>
        {say('screen_copy_text')}
      </ActionButton>
      <span role="status">{copied && say('screen_copied')}</span>
    </>
  );
}
