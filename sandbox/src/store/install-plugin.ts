import { existsSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { InstancePaths } from '../instance/instance-paths.ts';
import type { StoreRecord } from '../instance/instance-record.ts';
import { runInWordPress } from './run-in-wordpress.ts';

/** The plugin of this repository. */
const repositoryPlugin = join(import.meta.dirname, '..', '..', '..', 'plugin');

/**
 * Links the Counterfoil plugin into the shop and activates it. A link, so that an edit in the working copy counts at
 * once; WordPress maps the real path back by itself (wp_register_plugin_realpath).
 * @param dir the plugin's folder; undefined: that of this repository, if it holds a plugin yet
 * @returns the folder, or null when there is no plugin to install
 */
export async function installPlugin(
  place: { store: StoreRecord },
  paths: InstancePaths,
  dir: string | undefined,
  progress: (line: string) => void,
): Promise<string | null> {
  const source = resolve(dir ?? repositoryPlugin);
  if (!existsSync(join(source, 'counterfoil.php'))) {
    progress(
      `NO PLUGIN: ${source} holds no counterfoil.php, so the shop runs without Counterfoil. (--plugin DIR names another folder.)`,
    );
    return null;
  }
  symlinkSync(source, join(paths.wordpress, 'wp-content', 'plugins', 'counterfoil'));
  await runInWordPress(place, { file: 'activate-plugin.php' }, { plugin: 'counterfoil/counterfoil.php' });
  progress(`Counterfoil is active, from ${source}`);
  return source;
}
