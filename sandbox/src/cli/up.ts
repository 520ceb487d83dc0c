import { type Command, Option } from 'commander';
import { readInstanceRecord } from '../instance/instance-record.ts';
import type { ErpChoice } from '../instance/start-instance-erp.ts';
import { startSandbox } from '../start-sandbox.ts';
import type { WebServerChoice } from '../store/start-web-server.ts';
import { abortOnSignal } from './abort-on-signal.ts';
import { instanceJson } from './instance-json.ts';
import { addInstanceOptions, printResult, progressToStderr } from './shared-options.ts';

interface UpOptions {
  name: string;
  baseDir: string;
  json?: true;
  wordpress?: string;
  woocommerce?: string;
  wordpressVersion?: string;
  woocommerceVersion?: string;
  standIn?: true;
  storage: 'hpos' | 'legacy';
  permalinks: 'pretty' | 'plain';
  currency: string;
  pricesIncludeTax: 'yes' | 'no';
  plugin: string | boolean;
  environment?: string;
  webServer: WebServerChoice;
  durable?: true;
  debug: 'on' | 'off';
  erp: ErpChoice;
  agent: boolean;
  orderNumbers?: string;
}

export function addUpCommand(program: Command): void {
  const command = program
    .command('up')
    .description('Start a shop. From its template a few seconds, the first of a kind longer.');
  addInstanceOptions(command)
    .option('--wordpress <folder>', 'a WordPress of yours (copied, never changed)')
    .option('--woocommerce <folder>', 'a built WooCommerce of yours (copied, never changed)')
    .option(
      '--wordpress-version <version>',
      'this WordPress, from the cache or WordPress.org (default: the newest in the cache)',
    )
    .option('--woocommerce-version <version>', 'this WooCommerce, likewise')
    .option('--stand-in', 'the small stand-in for WooCommerce, though the real one may be at hand')
    .addOption(
      new Option('--storage <kind>', 'where WooCommerce keeps orders')
        .choices(['hpos', 'legacy'])
        .default('hpos'),
    )
    .addOption(
      new Option('--permalinks <kind>', 'form of addresses').choices(['pretty', 'plain']).default('pretty'),
    )
    .option('--currency <code>', "the shop's currency", 'EUR')
    .addOption(
      new Option('--prices-include-tax <choice>', 'how prices are entered')
        .choices(['yes', 'no'])
        .default('yes'),
    )
    .addOption(
      new Option('--plugin <folder>', 'the Counterfoil plugin').default(true, 'plugin/ of this repository'),
    )
    .option('--no-plugin', 'a shop without Counterfoil')
    .addOption(
      new Option('--erp <kind>', 'the ERP beside the shop')
        .choices(['sandbox', 'tryton', 'none'])
        .default('sandbox'),
    )
    .option('--no-agent', 'shop and ERP without the agent between them')
    .option('--order-numbers <pattern>', 'show other order numbers than ids, for example SHOP-{id}/A')
    .option('--environment <type>', 'WP_ENVIRONMENT_TYPE, for example staging')
    .addOption(
      new Option('--web-server <kind>', 'what answers the address; auto: nginx and php-fpm where installed')
        .choices(['auto', 'nginx', 'php'])
        .default('auto'),
    )
    .option('--durable', 'each database commit waits for the disk, as on a host')
    .addOption(
      new Option('--debug <choice>', 'WP_DEBUG, written to logs/php.log')
        .choices(['on', 'off'])
        .default('on'),
    )
    .action(async (options: UpOptions) => {
      const { baseDir, name } = options;
      const instance = await abortOnSignal((signal) =>
        startSandbox({
          name,
          baseDir,
          wordpressDir: options.wordpress,
          woocommerceDir: options.woocommerce,
          wordpressVersion: options.wordpressVersion,
          woocommerceVersion: options.woocommerceVersion,
          standIn: options.standIn,
          storage: options.storage,
          permalinks: options.permalinks,
          currency: options.currency,
          pricesIncludeTax: options.pricesIncludeTax === 'yes',
          ...(options.plugin === true ? {} : { plugin: options.plugin }),
          ...(options.environment === undefined ? {} : { environment: options.environment }),
          webServer: options.webServer,
          durable: options.durable ?? false,
          debug: options.debug === 'on',
          erp: options.erp,
          agent: options.agent,
          ...(options.orderNumbers === undefined ? {} : { orderNumbers: options.orderNumbers }),
          signal,
          progress: progressToStderr,
        }),
      );
      const record = readInstanceRecord(baseDir, name);
      if (!record) throw new Error(`The record of ${name} is gone.`);
      printResult(options.json, instanceJson(baseDir, record), [
        `${instance.store.url}  WooCommerce ${instance.store.woocommerce}, ${instance.store.storage}`,
        `${instance.store.url}/wp-admin/  ${instance.store.adminUser} / ${instance.store.adminPassword}`,
        `Stop it with: npm run -s sandbox -- down --name ${name}`,
      ]);
    });
}
