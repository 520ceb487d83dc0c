<?php

declare(strict_types=1);

namespace Counterfoil\Tests\Setup;

use Counterfoil\Outbox\Doorbell;
use Counterfoil\Outbox\OutboxTable;
use Counterfoil\Setup\Activation;
use Counterfoil\Setup\Migrations;
use Counterfoil\Setup\RemoveData;
use Counterfoil\Setup\Upkeep;
use Counterfoil\Sweep\SweepTable;
use Counterfoil\Tests\CommittingTestCase;
use Counterfoil\Tests\RequiresWooCommerce;

/** Switching on, off and on again, updating, uninstalling. */
final class ActivationTest extends CommittingTestCase
{
    protected function tearDown(): void
    {
        Activation::activate();
        RemoveData::ask(false);
        parent::tearDown();
    }

    #[RequiresWooCommerce('Action Scheduler')]
    public function testActivatingSchedulesTheSweepAndTheUpkeepOnce(): void
    {
        Activation::activate();
        Activation::activate();
        foreach ([Upkeep::SWEEP, Upkeep::HOURLY] as $hook) {
            self::assertCount(1, as_get_scheduled_actions(['hook' => $hook, 'status' => 'pending'], 'ids'), $hook);
        }
    }

    #[RequiresWooCommerce('Action Scheduler')]
    public function testDeactivatingStopsTheUpkeepAndTakesTheBellAwayAndActivatingBringsItBackUnderTheSameAddress(): void
    {
        $url = Doorbell::ofThisSite()->url();
        self::assertNotNull($url);
        $file = str_replace(wp_get_upload_dir()['baseurl'], wp_get_upload_dir()['basedir'], $url);
        self::assertFileExists($file);
        Activation::deactivate();
        self::assertFileDoesNotExist($file);
        self::assertFalse(as_has_scheduled_action(Upkeep::SWEEP));
        Activation::activate();
        self::assertFileExists($file);
        self::assertSame($url, Doorbell::ofThisSite()->url());
        Doorbell::ofThisSite()->remove();
    }

    public function testActivatingAgainMakesEveryWayOfSweepingDueAtOnce(): void
    {
        $table = new SweepTable($this->db);
        $table->span('by_date', '2026-01-01 00:00:00.000');
        $table->beginPass('by_date', '2026-01-02 00:00:00.000', null, 0);
        $table->endPass('by_date', 0, 300);
        self::assertFalse($table->spans()['by_date']->isDue());
        Activation::activate();
        self::assertTrue($table->spans()['by_date']->isDue());
        self::assertSame('2026-01-02 00:00:00.000', $table->spans()['by_date']->coveredTo);
    }

    public function testANewVersionIsNoticedInWpAdminAndNotInAShoppersRequest(): void
    {
        update_option(Activation::VERSION_OPTION, '0.0.1', true);
        (new SweepTable($this->db))->span('by_date', '2026-01-01 00:00:00.000');
        $own = $this->ownStatements(static fn() => rest_do_request(new \WP_REST_Request('GET', '/wc/store/v1/cart')));
        self::assertSame([], $own);
        self::assertSame('0.0.1', get_option(Activation::VERSION_OPTION));
        Activation::bringUpToDateIfOlder();
        self::assertSame(COUNTERFOIL_VERSION, get_option(Activation::VERSION_OPTION));
    }

    public function testAPageOfTheShopCostsNoStatementOfOurs(): void
    {
        self::assertSame([], $this->ownStatements(function (): void {
            do_action('wp_loaded');
            $this->endRequest();
        }));
    }

    #[RequiresWooCommerce('Action Scheduler')]
    public function testUninstallingKeepsTheTablesUnlessTheOwnerAskedToRemoveThem(): void
    {
        RemoveData::ofThisSite();
        self::assertNotNull($this->db->get_var("SHOW TABLES LIKE '" . OutboxTable::name($this->db->prefix) . "'"));
        RemoveData::ask(true);
        RemoveData::ofThisSite();
        foreach (array_keys(Migrations::statements($this->db->prefix, '')) as $table) {
            self::assertNull($this->db->get_var("SHOW TABLES LIKE '{$table}'"), $table);
        }
        self::assertSame([], $this->db->get_col("SELECT option_name FROM {$this->db->options} WHERE option_name LIKE 'counterfoil%'"));
        self::assertFalse(as_has_scheduled_action(Upkeep::SWEEP));
    }

    public function testTheQuestionBeforeDeactivationIsAScriptOfTwoWholeStrings(): void
    {
        ob_start();
        \Counterfoil\Setup\Notices::askBeforeDeactivation();
        $script = (string) ob_get_clean();
        $string = '"(?:[^"\\\\]|\\\\.)*"'; // A whole string of JavaScript: a quote too many in it would end the script.
        self::assertSame(1, preg_match("/^<script>\(function\(plugin,question\)\{[^<>]+\}\)\(({$string}),({$string})\)<\/script>$/", $script, $parts), $script);
        self::assertSame(plugin_basename(COUNTERFOIL_FILE), json_decode($parts[1] ?? ''));
        self::assertStringContainsString('orders are not recorded', (string) json_encode(json_decode($parts[2] ?? '')));
    }
}
