import { environment, tenantId } from '@counterfoil/shared-types';
import { z } from 'zod';
import { ERP_KINDS, erpSettings } from '../../adapters/registry.ts';
import { mappingDocument } from '../../flow/mapping/mapping-document.ts';
import { AddressError, isPrivateNetwork, isThisMachine, withoutLogin } from '../../http/web-address.ts';
import { doorbellUrl } from '../../store-api/doorbell-address.ts';
import { parseStoreAddress } from '../../store-api/store-address.ts';
import type { ConfigMistake } from './config-error.ts';

/**
 * Where a secret is, never the secret itself: an environment variable, a file, or a systemd credential
 * (`LoadCredential=`).
 */
const secretReference = z.union(
  [
    z.strictObject({
      env: z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'must be the name of an environment variable'),
    }),
    z.strictObject({ file: z.string().min(1) }),
    z.strictObject({
      credential: z.string().regex(/^[A-Za-z0-9._-]+$/, 'must be the name of a systemd credential'),
    }),
  ],
  { error: 'must be one of { env: NAME }, { file: PATH } or { credential: NAME }' },
);
export type SecretReference = z.infer<typeof secretReference>;

const webAddress = z.string().superRefine((text, context) => {
  refuseAddress(context, [], () => parseStoreAddress(text));
});

const shop = z
  .strictObject({
    url: webAddress,
    /** The shop's instance id, as pairing gave it: a copy of the shop has another. */
    instance: z.uuid(),
    /** Address of the doorbell file; null: the shop has none, it is asked at intervals. */
    doorbell: webAddress.nullable().default(null),
    /** Where it may be, when not at the shop's own scheme, host and port; null: nowhere else. */
    doorbellOrigin: webAddress.nullable().default(null),
    privateKey: secretReference,
  })
  .superRefine((one, context) => {
    if (context.issues.length === 0) refuseAddress(context, ['doorbell'], () => doorbellUrl(one));
  });

function refuseAddress(context: z.core.$RefinementCtx, path: string[], read: () => unknown): void {
  try {
    read();
  } catch (error) {
    if (!(error instanceof AddressError)) throw error;
    const { message, code, values } = error;
    context.addIssue({ code: 'custom', path, message, params: { code, values } satisfies ConfigMistake });
  }
}

/** What the configuration says of every ERP, whatever its adapter. */
const ofEveryErp = {
  secret: secretReference,
  /** Whether its password and orders may travel unencrypted in a private network. */
  allowPlainHttp: z.boolean().default(false),
};

/** Each adapter's own settings, where its secret is, and how it may travel. */
const erp = z
  .discriminatedUnion(
    'kind',
    erpSettings.options.map((settings) => settings.extend(ofEveryErp)) as unknown as WithSecrets<
      typeof erpSettings.options
    >,
    {
      error: (issue) =>
        issue.code === 'invalid_union' ? `must be one of: ${ERP_KINDS.join(', ')}` : undefined,
    },
  )
  .superRefine((settings, context) => {
    for (const [key, value] of Object.entries(settings)) {
      if (/url$/i.test(key) && typeof value === 'string' && URL.canParse(value))
        refuseAddress(context, [key], () => refusePlainHttp(value, settings.allowPlainHttp));
    }
  });

/** Beyond this machine whoever is in between reads along. @throws {AddressError} */
export function refusePlainHttp(text: string, allowPlainHttp: boolean): void {
  const url = new URL(text);
  if (url.protocol !== 'http:' || isThisMachine(url)) return;
  const values = { address: withoutLogin(text) };
  if (!isPrivateNetwork(url)) {
    throw new AddressError(
      `is plain HTTP, "${values.address}": whoever is in between could read the password and the orders. Use https://`,
      { code: 'address_plain_http_erp', values },
    );
  }
  if (allowPlainHttp) return;
  throw new AddressError(
    `is plain HTTP, "${values.address}". If you trust every device in that network: allowPlainHttp: true, else https://`,
    { code: 'address_plain_http_private', values },
  );
}

type WithSecrets<Options extends readonly z.ZodObject[]> = {
  [Index in keyof Options]: z.ZodObject<Options[Index]['shape'] & typeof ofEveryErp, z.core.$strict>;
};

const tenant = z.strictObject({
  id: z.string().refine((id) => tenantId.safeParse(id).success, 'must be 2 to 8 of a-z and 0-9'),
  environment: environment.default('production'),
  shop,
  erp,
  /** How long an order's data stays here after its delivery, days; then only digests of it. */
  keepOrderDataDays: z.int().min(1).max(3650).default(30),
  mapping: mappingDocument,
});

const agent = z
  .strictObject({
    /** How the shop calls this machine: "the connector on PC-OFFICE". Default: its host name. */
    name: z.string().trim().min(1).max(100).optional(),
    /** Default: systemd's $STATE_DIRECTORY, else `state` beside this file. On a local disk. */
    stateDirectory: z.string().min(1).optional(),
    logLevel: z.enum(['debug', 'info', 'warn', 'error']).default('info'),
    /** When retention, backup and the check of the journal run, local time. */
    nightlyAt: z
      .string()
      .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day, like "03:17"')
      .default('03:17'),
    /** Verified copies of the database that are kept. */
    backups: z.int().min(1).max(365).default(7),
  })
  .prefault({});

export const configDocument = z
  .strictObject({
    agent,
    tenants: z.array(tenant).min(1).max(200),
  })
  .superRefine(({ tenants }, context) => {
    tenants.forEach((one, index) => {
      const first = tenants.findIndex((other) => other.id === one.id);
      const place = `tenants[${first}]`;
      if (first !== index)
        context.addIssue({
          code: 'custom',
          path: ['tenants', index, 'id'],
          message: `"${one.id}" is already the id of ${place}`,
          params: { code: 'tenant_twice', values: { id: one.id, place } } satisfies ConfigMistake,
        });
    });
  });

export type ConfigDocument = z.infer<typeof configDocument>;
export type TenantConfig = ConfigDocument['tenants'][number];
