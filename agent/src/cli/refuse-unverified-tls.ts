import { CommandFailure } from './command-failure.ts';
import { EXIT } from './exit-codes.ts';
import { saying } from './saying.ts';

/**
 * With this variable of Node everybody on the way is taken for the shop or the ERP, and is given the ERP's password:
 * whoever set it for something else does not know. No command goes out with it.
 */
export function refuseUnverifiedTls(environment: Readonly<Record<string, string | undefined>>): void {
  if (environment['NODE_TLS_REJECT_UNAUTHORIZED'] !== '0') return;
  throw new CommandFailure(
    EXIT.config,
    'tls_unverified',
    saying('tls_unverified'),
    saying('tls_unverified_out'),
  );
}
