import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { delimiter, join } from 'node:path';
import { Stop, step } from './steps.mjs';

const python = '/usr/lib/python3/dist-packages';
const tryton =
  'sale sale-amendment sale-history sale-shipment-cost stock-package-shipping web-shop account-invoice-stock';

/** Debian package → whether what it brings is there, wherever it came from. */
const needs = {
  store: (php) => ({
    'mariadb-server': isProgram('mariadbd') && isProgram('mariadb-install-db'),
    nginx: isProgram('nginx'),
    [`php${php.version}-fpm`]: isProgram(`php-fpm${php.version}`),
    ...php.extensions('mysql', 'curl', 'gd', 'zip', 'intl', 'mbstring', 'xml', 'bcmath'),
  }),
  tryton: () => ({
    'tryton-server': isProgram('trytond'),
    'tryton-proteus': fs.existsSync(join(python, 'proteus')),
    'python3-psycopg2': fs.existsSync(join(python, 'psycopg2')),
    ...Object.fromEntries(
      tryton
        .split(' ')
        .map((module) => [
          `tryton-modules-${module}`,
          fs.existsSync(join(python, 'trytond/modules', module.replaceAll('-', '_'))),
        ]),
    ),
    postgresql: listed('/usr/lib/postgresql').some((v) =>
      fs.existsSync(`/usr/lib/postgresql/${v}/bin/initdb`),
    ),
  }),
  browser: () => ({ chromium: isProgram('chromium') }),
  phpTools: (php) => ({
    composer: isProgram('composer'),
    unzip: isProgram('unzip'),
    ...php.extensions('curl', 'mbstring', 'xml'),
  }),
};

const listed = (folder) => (fs.existsSync(folder) ? fs.readdirSync(folder) : []);
const isProgram = (name) =>
  [...process.env.PATH.split(delimiter), '/usr/sbin'].some((folder) => fs.existsSync(join(folder, name)));

/** PHP's major.minor ('' where there is none yet: Debian's packages without a number bring its own) and extensions. */
function askPhp() {
  const code = 'echo PHP_VERSION, " ", implode(" ", get_loaded_extensions());';
  const { status, stdout } = spawnSync('php', ['-r', code], { encoding: 'utf8' });
  const [full = '', ...loaded] = status === 0 ? stdout.split(' ') : [];
  const version = full.split('.').slice(0, 2).join('.');
  const isLoaded = (name) => loaded.includes({ mysql: 'mysqli', xml: 'dom' }[name] ?? name);
  const extensions = (...names) =>
    Object.fromEntries(names.map((name) => [`php${version}-${name}`, isLoaded(name)]));
  return { full, version, extensions };
}

/** The Debian packages that the groups need and that nothing on this machine stands for. */
export function lacking(groups) {
  const php = askPhp();
  // The plugin runs on 8.1; its test tools (PHPUnit 11) want 8.2.
  const least = groups.includes('phpTools') ? 8.2 : 8.1;
  if (php.full !== '' && Number.parseFloat(php.version) < least) {
    throw new Stop(69, `PHP ${php.full} is too old: this command needs ${least} or newer, first in PATH.`);
  }
  const wanted = Object.assign({ 'php-cli': php.full !== '' }, ...groups.map((group) => needs[group](php)));
  return Object.keys(wanted).filter((name) => !wanted[name]);
}

export async function installPrograms(groups) {
  const missing = lacking(groups);
  if (!isProgram('apt-get') || process.getuid() !== 0) {
    const line = `apt-get update && apt-get install -y --no-install-recommends ${missing.join(' ')}`;
    const wayOut = isProgram('apt-get')
      ? `Run this once, then the same command again:\n\n  sudo sh -c '${line}'\n`
      : 'These are the names in Debian. Install what your system calls them, then run the same command again.';
    throw new Stop(69, `Missing on this machine: ${missing.join(', ')}.\n${wayOut}`);
  }
  // The sandbox starts these programs in folders of its own. Debian would start each as a service, too: a
  // policy-rc.d that says no keeps it from that, and `disable` keeps the service from coming up with the machine.
  const policy = '/usr/sbin/policy-rc.d';
  const isOurs = !fs.existsSync(policy);
  if (isOurs) fs.writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  const apt = [
    'apt-get',
    '-q',
    '-y',
    '-o',
    'DPkg::Lock::Timeout=900',
    '-o',
    'Dpkg::Options::=--force-confold',
  ];
  try {
    await step('Refreshing the list of Debian packages', [...apt, 'update']);
    await step(`Installing ${missing.join(', ')}`, [
      ...apt,
      'install',
      '--no-install-recommends',
      ...missing,
    ]);
  } finally {
    if (isOurs) fs.rmSync(policy);
  }
  const services = ['mariadb', 'nginx', 'postgresql', 'tryton-server', `php${askPhp().version}-fpm`];
  const ours = services.filter((service) => missing.some((name) => name.startsWith(service)));
  if (fs.existsSync('/run/systemd/system') && ours.length > 0) {
    await step(`Keeping ${ours.join(', ')} from starting by itself`, ['systemctl', 'disable', ...ours]);
  }
  const still = lacking(groups);
  if (still.length > 0) {
    const why = "Is the php in PATH another one than Debian's?";
    throw new Stop(70, `Installed, yet still not found: ${still.join(', ')}. ${why}`);
  }
}
