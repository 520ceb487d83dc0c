import { isDeepStrictEqual } from 'node:util';
import { parse } from 'yaml';
import { type ConfigDocument, configDocument } from '../../daemon/config/config-document.ts';
import { checkConfig } from '../../daemon/config/read-config.ts';
import { CommandFailure } from '../command-failure.ts';
import { EXIT } from '../exit-codes.ts';
import { saying } from '../saying.ts';
import type { NewAgent, NewTenant } from './write-config.ts';

/**
 * What the file is to say after setup, told apart from how it is written: nothing of it went through the text that it
 * is compared with.
 */
export function meantConfig(present: string | null, agent: NewAgent, tenant: NewTenant): ConfigDocument {
  const { privateKey, secret, mapping, shop, erp, id, environment, keepOrderDataDays } = tenant;
  const entry = {
    ...{ id, environment, keepOrderDataDays },
    shop: { ...shop, privateKey },
    erp: { ...erp, secret },
    mapping: parse(mapping),
  };
  if (present === null) {
    const stateDirectory = agent.stateDirectory ?? 'state';
    return configDocument.parse({ agent: { name: agent.name, stateDirectory }, tenants: [entry] });
  }
  const before = parse(present) as { tenants: { id: string }[] };
  const isKnown = before.tenants.some((one) => one.id === id);
  const tenants = isKnown
    ? before.tenants.map((one) => (one.id === id ? entry : one))
    : [...before.tenants, entry];
  return configDocument.parse({ ...before, tenants });
}

/**
 * A foreign text that became more than a text is found here, before anything goes by it.
 * @throws {ConfigError} the text is no configuration; {CommandFailure} it is another one than was meant
 */
export function refuseUnmeant(text: string, file: string, meant: ConfigDocument): void {
  const found = checkConfig(text, file);
  const parts = [
    ['agent', found.agent, meant.agent] as const,
    ...Array.from(
      { length: Math.max(found.tenants.length, meant.tenants.length) },
      (_, at) => [`tenants[${at}]`, found.tenants[at], meant.tenants[at]] as const,
    ),
  ];
  for (const [path, is, should] of parts) {
    if (isDeepStrictEqual(is, should)) continue;
    throw new CommandFailure(
      EXIT.defect,
      'config_unmeant',
      saying('config_unmeant', { file, path }),
      saying('config_unmeant_out'),
    );
  }
}
