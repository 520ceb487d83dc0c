import { CONTRACT_VERSION } from '@counterfoil/shared-types';
import { agentVersion } from '../daemon/agent-version.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { printResult, type Terminal } from './terminal.ts';

export async function version(terminal: Terminal): Promise<ExitCode> {
  const version = agentVersion();
  const node = process.versions.node;
  printResult(terminal, { version, contractVersion: CONTRACT_VERSION, node }, [
    `Counterfoil ${version} (contract ${CONTRACT_VERSION}, Node ${node})`,
  ]);
  return EXIT.ok;
}
