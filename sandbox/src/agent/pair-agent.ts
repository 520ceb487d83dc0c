import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { instanceMark } from '../instance/instance-mark.ts';
import type { InstancePaths } from '../instance/instance-paths.ts';
import type { ErpRecord, StoreRecord } from '../instance/instance-record.ts';
import { SandboxError } from '../sandbox-error.ts';
import { runInWordPress } from '../store/run-in-wordpress.ts';
import { type AgentProgram, agentProgram } from './agent-program.ts';

/** The administrator of the sandbox's shops. */
const ADMIN_USER_ID = 1;

const step = z.discriminatedUnion('step', [
  z.object({ step: z.literal('awaiting_confirmation'), keyId: z.string(), fingerprint: z.string() }),
  z.object({ step: z.literal('done'), config: z.string(), stateDirectory: z.string() }),
]);

export interface PairedAgent {
  readonly config: string;
  readonly state: string;
}

export interface PairingOptions {
  /** Tenant id; default `shop`. */
  readonly tenant?: string;
  /** Rules in this YAML file instead of the proposed ones. */
  readonly mapping?: string;
  /** Another agent than that of this repository. */
  readonly program?: AgentProgram;
  /** Who stands for the shop's administrator; default: the plugin's own classes, without a screen. */
  readonly administrator?: Administrator;
}

/** What a person does in wp-admin while `counterfoil setup` runs. */
export interface Administrator {
  readonly makeCode: () => Promise<string>;
  readonly confirm: (key: { keyId: string; fingerprint: string }) => Promise<void>;
}

/**
 * Runs `counterfoil setup` as a script would: the shop makes a code, setup asks shop and ERP, and once it shows its
 * key, the shop's administrator confirms it.
 * @throws SandboxError with what setup said when it fails
 */
export async function pairAgent(
  place: { store: StoreRecord; erp: ErpRecord },
  paths: InstancePaths,
  options: PairingOptions = {},
): Promise<PairedAgent> {
  const { store, erp } = place;
  const { makeCode, confirm } = options.administrator ?? withoutScreen(place);
  const code = await makeCode();
  const [program, ...args] = options.program ?? agentProgram();
  const child = spawn(
    program,
    [
      ...args,
      'setup',
      ...['--config', join(paths.agent, 'counterfoil.yaml'), '--json', '--wait', '120'],
      ...['--shop', store.url, '--code', code, '--tenant', options.tenant ?? 'shop'],
      ...['--environment', 'development', '--name', 'the sandbox'],
      ...['--erp', erp.kind, '--erp-url', erp.url],
      ...(erp.kind === 'tryton' ? ['--erp-database', erp.database, '--erp-user', erp.user] : []),
      ...(options.mapping ? ['--mapping', options.mapping] : []),
    ],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...instanceMark(paths.dir), COUNTERFOIL_ERP_SECRET: erp.password },
    },
  );
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject).once('close', resolve);
  });
  try {
    const paired = await follow(child.stdout, confirm);
    const exitCode = await ended;
    if (exitCode === 0 && paired) return paired;
    throw new SandboxError(`counterfoil setup ended with ${exitCode}:\n${said}`);
  } finally {
    child.kill();
  }
}

function withoutScreen(place: { store: StoreRecord }): Administrator {
  return {
    makeCode: () =>
      runInWordPress<string>(place, {
        code: `return \\Counterfoil\\Pairing\\PairingCode::create(${ADMIN_USER_ID});`,
      }),
    async confirm({ keyId }) {
      const confirmed = await runInWordPress<boolean>(
        place,
        { code: `return \\Counterfoil\\Pairing\\ConfirmPairing::confirm($args['keyId'], ${ADMIN_USER_ID});` },
        { keyId },
      );
      if (!confirmed) throw new SandboxError(`The shop has no key ${keyId} to confirm.`);
    },
  };
}

/** Has the key confirmed that setup shows, and gives what it wrote; null: it ended before that. */
async function follow(
  stdout: NodeJS.ReadableStream,
  confirm: Administrator['confirm'],
): Promise<PairedAgent | null> {
  for await (const line of createInterface({ input: stdout })) {
    const parsed = step.safeParse(parseJson(line));
    if (!parsed.success) continue;
    if (parsed.data.step === 'done') return { config: parsed.data.config, state: parsed.data.stateDirectory };
    await confirm(parsed.data);
  }
  return null;
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
