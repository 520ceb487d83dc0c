import { Button } from '@wordpress/components';
import type { ReactNode } from 'react';

/**
 * A button that does something: it shows that it is at it, and while it can't be pressed it keeps the keyboard's focus
 * (`disabled` would throw it away, and WordPress 6.6 knows no `accessibleWhenDisabled`).
 */
export function ActionButton({
  onClick,
  busy = false,
  off = false,
  variant = 'secondary',
  size = 'default',
  destructive = false,
  submit = false,
  label,
  children,
}: {
  readonly onClick?: () => void;
  readonly busy?: boolean;
  /** It can't be pressed at the moment. */
  readonly off?: boolean;
  readonly variant?: 'primary' | 'secondary' | 'tertiary' | 'link';
  readonly size?: 'default' | 'compact';
  readonly destructive?: boolean;
  readonly submit?: boolean;
  /** What exactly it will do, where the words on it are short: read out and shown on hover. */
  readonly label?: string;
  readonly children: ReactNode;
}) {
  const asleep = busy || off;
  return (
    <Button
      variant={variant}
      size={size}
      isBusy={busy}
      isDestructive={destructive}
      aria-disabled={asleep}
      type={submit ? 'submit' : 'button'}
      onClick={asleep ? (click: { preventDefault(): void }) => click.preventDefault() : onClick}
      {...(label === undefined ? {} : { label, showTooltip: true })}
    >
      {children}
    </Button>
  );
}
