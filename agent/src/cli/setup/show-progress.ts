import type { PairAnswer } from '@counterfoil/shared-types';
import type { KeyPair } from '../../store-api/key-pair.ts';
import { type Said, saying } from '../saying.ts';
import type { Terminal } from '../terminal.ts';

/** What came of an answer, below its question. */
export function tell({ err, sayings }: Pick<Terminal, 'err' | 'sayings'>, said: Said): void {
  err(`  ${sayings.said(said)}`);
}

/** What to compare in wp-admin, for a person and for a script that confirms for one. */
export function showFingerprint(
  terminal: Terminal,
  tenant: string,
  key: KeyPair,
  { shop, state }: PairAnswer,
): void {
  const { keyId, fingerprint } = key;
  tell(terminal, saying('paired_with', { shop: shop.name, version: shop.woocommerceVersion }));
  tell(terminal, saying('fingerprint', { fingerprint }));
  if (state === 'confirmed') return;
  tell(terminal, saying('fingerprint_compare'));
  tell(terminal, saying('leaving_is_safe'));
  if (terminal.json)
    terminal.out(JSON.stringify({ step: 'awaiting_confirmation', tenant, keyId, fingerprint }));
}

/** @param isNew there was no such file before, so no connector runs with it */
export function showNextSteps(terminal: Terminal, file: string, isNew: boolean): void {
  const { err, sayings } = terminal;
  err('');
  err(sayings.said(saying('written', { file })));
  err(sayings.said(saying('next_steps')));
  tell(terminal, saying('next_doctor', { file }));
  tell(terminal, saying('next_run', { file }));
  if (!isNew) err(sayings.said(saying('next_restart')));
}
