import { type Command, Option } from 'commander';
import { defaultBaseDir } from '../instance/instance-paths.ts';

export const progressToStderr = (line: string) => void process.stderr.write(`${line}\n`);

/** `--name`, `--base-dir` and `--json`, the same on every verb. */
export function addInstanceOptions(command: Command, name = 'default'): Command {
  return command
    .option('--name <name>', 'which instance; several can run side by side', name)
    .addOption(
      new Option('--base-dir <folder>', 'where instances live').default(
        defaultBaseDir(),
        '$COUNTERFOIL_SANDBOX_DIR or /var/tmp/counterfoil-<uid>',
      ),
    )
    .addOption(new Option('--json', 'one JSON object as the last line of standard output'));
}

/** Prints the result: JSON as one line, or the lines for a person. */
export function printResult(json: boolean | undefined, result: unknown, lines: readonly string[]): void {
  process.stdout.write(json ? `${JSON.stringify(result)}\n` : `${lines.join('\n')}\n`);
}
