import { chmodSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { stringify } from 'yaml';
import type { SecretReference } from '../../daemon/config/config-document.ts';
import { checkConfig } from '../../daemon/config/read-config.ts';

export interface NewTenant {
  readonly id: string;
  readonly environment: 'production' | 'test' | 'development';
  readonly shop: { readonly url: string; readonly instance: string; readonly doorbell: string | null };
  readonly privateKey: SecretReference;
  /** The adapter's settings, `kind` first; defaults are left out by the caller. */
  readonly erp: Readonly<Record<string, unknown>>;
  readonly secret: SecretReference;
  readonly keepOrderDataDays: number;
  /** The rules as YAML with their comments. */
  readonly mapping: string;
}

export interface NewAgent {
  readonly name: string;
  readonly stateDirectory: string | null;
}

/** The YAML of one tenant, as a list entry that begins at the left edge. */
export function tenantYaml(tenant: NewTenant): string {
  const { id, environment, shop, privateKey, erp, secret, keepOrderDataDays, mapping } = tenant;
  const lines = [
    "# Part of every order's reference in the ERP: it never changes.",
    `id: ${id}`,
    `environment: ${environment}   # production, test or development`,
    'shop:',
    `  url: ${scalar(shop.url)}`,
    '  # Which copy of the shop this is, and its doorbell, as pairing gave them:',
    `  instance: ${shop.instance}`,
    `  doorbell: ${shop.doorbell === null ? 'null' : scalar(shop.doorbell)}`,
    `  privateKey: ${reference(privateKey)}`,
    'erp:',
    ...Object.entries(erp).map(([key, value]) => `  ${key}: ${scalar(value)}`),
    '  # Where the password is: { env: NAME }, { file: PATH } or { credential: NAME }; never the password itself.',
    `  secret: ${reference(secret)}`,
    "# How long an order's data stays here after its delivery, days; then only digests of it.",
    `keepOrderDataDays: ${keepOrderDataDays}`,
    'mapping:',
    ...indent(mapping.trimEnd().split('\n'), '  '),
  ];
  const [first, ...rest] = lines;
  return `- ${first}\n${indent(rest, '  ').join('\n')}\n`;
}

/** A whole new file. */
export function configYaml(agent: NewAgent, tenant: NewTenant): string {
  return `# Counterfoil: which shops go to which ERP, and by which rules.
# After a change: counterfoil config check, then restart the connector. All keys: docs/configuration.md
agent:
  # How the shop calls this machine.
  name: ${scalar(agent.name)}
  # Database, lock and backups, on a local disk.
  stateDirectory: ${agent.stateDirectory === null ? 'state' : scalar(agent.stateDirectory)}
  logLevel: info          # debug, info, warn or error
  # Retention, backup and the check of the journal, local time.
  nightlyAt: "03:17"
  backups: 7

tenants:
${indent(tenantYaml(tenant).split('\n'), '  ').join('\n')}`;
}

/** Checks the text, keeps the old file beside it, and replaces it in one step. */
export function saveConfig(file: string, text: string): void {
  checkConfig(text, file);
  mkdirSync(dirname(file), { recursive: true, mode: 0o755 });
  try {
    writeFileSync(`${file}.before`, readFileSync(file), { mode: 0o600 });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
  writePrivateFile(file, text);
}

/** For its owner only, whatever was there before; a reader never sees half of it. */
export function writePrivateFile(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const next = `${file}.new`;
  writeFileSync(next, text, { mode: 0o600 });
  chmodSync(next, 0o600);
  renameSync(next, file);
}

/** Keys and secrets that setup writes itself, relative to the configuration file. */
export const keyFile = (tenant: string) => join('keys', `${tenant}.pem`);
export const secretFile = (tenant: string) => join('keys', `${tenant}.erp`);

const indent = (lines: readonly string[], by: string) => lines.map((line) => (line === '' ? '' : by + line));
const scalar = (value: unknown) => stringify(value, { lineWidth: 0 }).trim();
const reference = (where: SecretReference) =>
  stringify(where, { collectionStyle: 'flow', lineWidth: 0 }).trim();
