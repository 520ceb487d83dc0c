import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ConfigDocument, SecretReference } from '../../daemon/config/config-document.ts';
import { refuseUnmeant } from './meant-config.ts';
import { yamlText } from './yaml-text.ts';

export interface NewTenant {
  readonly id: string;
  readonly environment: 'production' | 'test' | 'development';
  readonly shop: {
    readonly url: string;
    readonly instance: string;
    readonly doorbell: string | null;
    /** Where a person allowed it, when not at the shop's own origin. */
    readonly doorbellOrigin: string | null;
  };
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
    `id: ${yamlText(id)}`,
    `environment: ${environment}   # production, test or development`,
    'shop:',
    `  url: ${yamlText(shop.url)}`,
    '  # Which copy of the shop this is, and its doorbell, as pairing gave them:',
    `  instance: ${yamlText(shop.instance)}`,
    `  doorbell: ${yamlText(shop.doorbell)}`,
    ...(shop.doorbellOrigin === null ? [] : [`  doorbellOrigin: ${yamlText(shop.doorbellOrigin)}`]),
    `  privateKey: ${yamlText(privateKey)}`,
    'erp:',
    ...Object.entries(erp).flatMap(([key, value]) =>
      value === undefined ? [] : `  ${key}: ${yamlText(value)}`,
    ),
    '  # Where the password is: { env: NAME }, { file: PATH } or { credential: NAME }; never the password itself.',
    `  secret: ${yamlText(secret)}`,
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
  name: ${yamlText(agent.name)}
  # Database, lock and backups, on a local disk.
  stateDirectory: ${yamlText(agent.stateDirectory ?? 'state')}
  logLevel: info          # debug, info, warn or error
  # Retention, backup and the check of the journal, local time.
  nightlyAt: "03:17"
  backups: 7

tenants:
${indent(tenantYaml(tenant).split('\n'), '  ').join('\n')}`;
}

/**
 * Writes the text beside the file, reads it back, and puts it in the file's place only if it says what was meant; what
 * was there is kept as `.before`.
 */
export function saveConfig(file: string, text: string, meant: ConfigDocument): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o755 });
  writePrivateFile(file, text, (written) => {
    refuseUnmeant(written, file, meant);
    keepBefore(file);
  });
}

function keepBefore(file: string): void {
  try {
    writeFileSync(`${file}.before`, readFileSync(file), { mode: 0o600 });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
}

/** For its owner only, whatever was there before; a reader never sees half of it. */
export function writePrivateFile(
  file: string,
  text: string,
  check: (written: string) => void = () => {},
): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const next = `${file}.new`;
  try {
    writeFileSync(next, text, { mode: 0o600 });
    chmodSync(next, 0o600);
    check(readFileSync(next, 'utf8'));
    renameSync(next, file);
  } catch (error) {
    rmSync(next, { force: true });
    throw error;
  }
}

/** Keys and secrets that setup writes itself, relative to the configuration file. */
export const keyFile = (tenant: string) => join('keys', `${tenant}.pem`);
export const secretFile = (tenant: string) => join('keys', `${tenant}.erp`);

const indent = (lines: readonly string[], by: string) => lines.map((line) => (line === '' ? '' : by + line));
