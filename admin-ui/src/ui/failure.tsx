import { Button, Notice } from '@wordpress/components';
import { useSignedIn } from '../resources/signed-in.ts';
import { say } from './say.ts';

/** What could not be loaded or done, in the answer's own words, with the way out as a button. */
export function Failure({ error, onRetry }: { readonly error: string; readonly onRetry?: () => void }) {
  // The page says it once, with the way to the login.
  if (!useSignedIn()) return null;
  return (
    <Notice status="error" isDismissible={false} className="counterfoil-failure">
      <p>{error}</p>
      {onRetry && (
        <Button variant="secondary" onClick={onRetry}>
          {say('screen_try_again')}
        </Button>
      )}
    </Notice>
  );
}
