import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SandboxError } from '../sandbox-error.ts';

/** The version of a WordPress folder, from its wp-includes/version.php. */
export function readWordPressVersion(dir: string): string {
  const file = join(dir, 'wp-includes', 'version.php');
  if (!existsSync(file) || !existsSync(join(dir, 'wp-settings.php'))) {
    throw new SandboxError(
      `${dir} is no WordPress: wp-settings.php or wp-includes/version.php is missing. Name the folder that holds wp-settings.php.`,
    );
  }
  const version = /^\$wp_version\s*=\s*'([^']+)'/m.exec(readFileSync(file, 'utf8'))?.[1];
  if (!version)
    throw new SandboxError(`${file} names no $wp_version: the folder is damaged, unpack WordPress again.`);
  return version;
}

export interface PluginHeader {
  version: string;
  /** Oldest WordPress it runs on, from "Requires at least"; null where it doesn't say. */
  requiresWordPress: string | null;
}

/** Version and needs of a WooCommerce folder, from the header of its woocommerce.php. */
export function readWooCommerceHeader(dir: string): PluginHeader {
  const file = join(dir, 'woocommerce.php');
  if (!existsSync(file) || !existsSync(join(dir, 'includes', 'class-woocommerce.php'))) {
    throw new SandboxError(
      `${dir} is no WooCommerce: woocommerce.php or includes/class-woocommerce.php is missing. Name the folder that holds woocommerce.php.`,
    );
  }
  if (
    !existsSync(join(dir, 'vendor', 'autoload_packages.php')) ||
    !existsSync(join(dir, 'assets', 'client'))
  ) {
    throw new SandboxError(
      `${dir} is WooCommerce's source, not a built release: vendor/ or assets/client/ is missing. Use the zip from WordPress.org.`,
    );
  }
  const text = readFileSync(file, 'utf8').slice(0, 8_192);
  const field = (name: string) => new RegExp(`^[ \\t*]*${name}:\\s*(\\S+)`, 'mi').exec(text)?.[1] ?? null;
  const version = field('Version');
  if (!version)
    throw new SandboxError(
      `${file} has no "Version:" in its header: the folder is damaged, unpack WooCommerce again.`,
    );
  return { version, requiresWordPress: field('Requires at least') };
}
