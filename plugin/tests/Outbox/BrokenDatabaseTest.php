<?php

declare(strict_types=1);

namespace Counterfoil\Tests\Outbox;

use Counterfoil\Outbox\OutboxTable;
use Counterfoil\Outbox\RecordingFailures;
use Counterfoil\Tests\CommittingTestCase;

/** What a shopper notices while our tables are missing or somebody's transaction is rolled back: nothing. */
final class BrokenDatabaseTest extends CommittingTestCase
{
    public function testAnOrderIsSavedWholeAndNothingIsPrintedWhileTheTableIsMissing(): void
    {
        $table = OutboxTable::name($this->db->prefix);
        $this->db->query("RENAME TABLE {$table} TO {$table}_away");
        $this->db->show_errors();
        $errors = ini_set('error_log', '/dev/null');
        try {
            $order = $this->newOrder();
            $order->update_status('completed');
            $this->endRequest();
        } finally {
            ini_set('error_log', (string) $errors);
            $this->db->hide_errors();
            $this->db->query("RENAME TABLE {$table}_away TO {$table}");
        }
        $saved = wc_get_order($order->get_id());
        self::assertInstanceOf(\WC_Order::class, $saved);
        self::assertSame('completed', $saved->get_status());
        self::assertCount(1, $saved->get_items());
        self::assertSame($order->get_id(), RecordingFailures::known()['last_order_id'] ?? null);
        $this->expectOutputString('');
    }

    public function testAnOrderSavedInATransactionThatIsRolledBackAndThenAgainHasARow(): void
    {
        $order = $this->order();
        $this->db->query('START TRANSACTION');
        $order->set_billing_city('Lyon');
        $order->save();
        $this->db->query('ROLLBACK');
        $order->set_billing_city('Nantes');
        $order->save();
        $this->endRequest();
        self::assertSame(['order_saved'], $this->reasons($order->get_id()));
        self::assertSame(['1'], array_column($this->rows($order->get_id()), 'due'));
    }

    public function testAnEditWhosePhpIsKilledBeforeTheSaveHasEndedLeavesItsRow(): void
    {
        $order = $this->order();
        $script = sprintf(
            '$_SERVER += ["HTTP_HOST" => "127.0.0.1", "REQUEST_METHOD" => "GET", "REQUEST_URI" => "/"]; require %s;'
            . 'add_action("woocommerce_update_order", static fn() => posix_kill(getmypid(), SIGKILL), 0);'
            . '$order = wc_get_order(%d); $order->set_billing_city("Killed"); $order->save(); echo "survived";',
            var_export(ABSPATH . 'wp-load.php', true),
            $order->get_id(),
        );
        exec(escapeshellarg(PHP_BINARY) . ' -r ' . escapeshellarg($script) . ' 2>/dev/null', $output, $code);
        self::assertSame([], $output);
        self::assertSame(137, $code);
        wp_cache_flush();
        $edited = wc_get_order($order->get_id());
        self::assertInstanceOf(\WC_Order::class, $edited);
        self::assertSame('Killed', $edited->get_billing_city());
        self::assertSame(['early'], $this->reasons($order->get_id()));
        self::assertSame('10', $this->db->get_var('SELECT TIMESTAMPDIFF(SECOND, recorded_at, ready_at) FROM ' . OutboxTable::name($this->db->prefix)));
    }
}
