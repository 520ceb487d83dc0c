import type { ReactNode } from 'react';
import { addressOf, go, isPlainClick, type View } from '../navigation.ts';

/** A link to a view of this page: an address like any other, but nothing is loaded anew. */
export function ViewLink({
  to,
  className,
  current = false,
  children,
}: {
  readonly to: Partial<View>;
  readonly className?: string;
  readonly current?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <a
      href={addressOf(to)}
      className={className}
      aria-current={current ? 'page' : undefined}
      onClick={(click) => {
        if (!isPlainClick(click)) return;
        click.preventDefault();
        go(to);
      }}
    >
      {children}
    </a>
  );
}
