import { Button, Notice } from '@wordpress/components';
import { addQueryArgs } from '@wordpress/url';
import { shopSettings } from '../shop-settings.ts';
import { say } from '../ui/say.ts';

/**
 * In the place of every failure that comes of it. After the login the same view is there again, as its address says.
 */
export function SignedOut() {
  return (
    <Notice status="warning" isDismissible={false}>
      <p>{say('screen_signed_out')}</p>
      <Button
        variant="primary"
        href={addQueryArgs(shopSettings.loginUrl, { redirect_to: window.location.href })}
      >
        {say('screen_sign_in')}
      </Button>
    </Notice>
  );
}
