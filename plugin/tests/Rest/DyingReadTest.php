<?php

declare(strict_types=1);

namespace Counterfoil\Tests\Rest;

use Counterfoil\Tests\Json;

/**
 * Orders whose reading kills PHP or throws: the page is halved until the culprit stands alone, and what died twice
 * alone is offered unreadable.
 */
final class DyingReadTest extends AgentTestCase
{
    private SigningAgent $agent;

    protected function begin(): void
    {
        parent::begin();
        $this->agent = $this->pairedAgent();
    }

    public function testOneOrderThatKillsPhpCostsTheOthersAFewCallsAndIsOfferedUnreadable(): void
    {
        $this->otherPlugin("add_filter('woocommerce_order_number', static function (\$number, \$order) { if (\$order->get_meta('_kills') === 'yes') { posix_kill(getmypid(), 9); } return \$number; }, 10, 2);");
        $ids = [];
        for ($index = 0; $index < 6; $index++) {
            $ids[] = $this->recordedOrder()->get_id();
        }
        $culprit = $ids[3];
        $this->mark($culprit, '_kills');

        [$readable, $unreadable, $deaths] = $this->pollUntilNothingWaits();
        self::assertSame(array_values(array_diff($ids, [$culprit])), $readable);
        self::assertSame([$culprit], $unreadable);
        // 6 died, 3 died or lived, down to the culprit alone, which dies twice: never more than log2(6) + 3.
        self::assertGreaterThanOrEqual(3, $deaths);
        self::assertLessThanOrEqual(6, $deaths);
    }

    public function testAnOrderThatThrowsCostsTheOthersNothing(): void
    {
        $this->otherPlugin("add_filter('woocommerce_order_number', static function (\$number, \$order) { if (\$order->get_meta('_throws') === 'yes') { throw new TypeError('no number'); } return \$number; }, 10, 2);");
        $ids = [$this->recordedOrder()->get_id(), $this->recordedOrder()->get_id(), $this->recordedOrder()->get_id()];
        $this->mark($ids[1], '_throws');

        $first = $this->http($this->agent, 'events', $this->eventsRequest());
        self::assertSame([$ids[0], $ids[2]], $first->orderIds());
        [$readable, $unreadable, $deaths] = $this->pollUntilNothingWaits();
        self::assertSame([$ids[0], $ids[2]], $readable);
        self::assertSame([$ids[1]], $unreadable);
        self::assertSame(0, $deaths);
    }

    public function testAnOrderThatWooCommerceCantReadIsUnreadableAndNeverTakenForGone(): void
    {
        $order = $this->recordedOrder();
        $this->otherPlugin("add_filter('woocommerce_order_class', static function (\$class, \$type, \$id) { if ((int) \$id === {$order->get_id()}) { throw new Exception('broken'); } return \$class; }, 10, 3);");
        [$readable, $unreadable] = $this->pollUntilNothingWaits();
        self::assertSame([[], [$order->get_id()]], [$readable, $unreadable]);
    }

    public function testAnOrderThatCanBeReadAgainIsOfferedReadable(): void
    {
        $this->otherPlugin("add_filter('woocommerce_order_number', static function (\$number, \$order) { if (\$order->get_meta('_throws') === 'yes') { throw new TypeError('no number'); } return \$number; }, 10, 2);");
        $order = $this->recordedOrder();
        $this->mark($order->get_id(), '_throws');
        self::assertSame([], $this->http($this->agent, 'events', $this->eventsRequest())->orderIds());
        $this->mark($order->get_id(), '_throws', 'no');
        self::assertSame('readable', $this->http($this->agent, 'events', $this->eventsRequest())->body->text('events', 0, 'data', 'state'));
    }

    public function testADatabaseThatRefusesAQueryOfThePageIsToldAndMakesNoOrderUnreadable(): void
    {
        $user = wp_insert_user(['user_login' => 'customer-of-pages', 'user_email' => 'pages@example.org', 'user_pass' => 'a-password-1']);
        self::assertIsInt($user);
        $ids = [];
        for ($index = 0; $index < 3; $index++) {
            $order = $this->recordedOrder();
            $order->set_customer_id($user);
            $order->save();
            $this->endRequest();
            $ids[] = $order->get_id();
        }
        $this->makeAllDue();
        $refuse = fn(string $sql): string => str_contains($sql, "SELECT ID, user_registered FROM {$this->db->users} ") ? 'SELECT nothing FROM nowhere' : $sql;
        add_filter('query', $refuse);
        try {
            for ($call = 0; $call < 8; $call++) {
                $answer = $this->call($this->agent, 'events', $this->eventsRequest());
                self::assertSame([500, 'storage_failed'], [$answer->status, $answer->refusal()]);
            }
        } finally {
            remove_filter('query', $refuse);
        }
        $answer = $this->call($this->agent, 'events', $this->eventsRequest());
        wp_delete_user($user);
        self::assertSame($ids, array_values(array_unique($answer->orderIds())));
        self::assertSame(['readable'], array_values(array_unique(array_map(static fn(Json $event): string => $event->text('data', 'state'), $answer->body->each('events')))));
    }

    /** @return array{list<int>, list<int>, int} orders readable, orders unreadable, calls that died */
    private function pollUntilNothingWaits(): array
    {
        $readable = [];
        $unreadable = [];
        $deaths = 0;
        $kept = [];
        $fence = null;
        for ($call = 0; $call < 25; $call++) {
            $answer = $this->http($this->agent, 'events', $this->eventsRequest($kept, 0, $fence));
            if ($answer->body->value === null) {
                self::assertSame(502, $answer->status);
                $deaths++;
                $kept = [];
                continue;
            }
            self::assertSame(200, $answer->status, (string) json_encode($answer->body->value));
            $kept = $answer->eventIds();
            $fence = $answer->body->whole('lease', 'fence');
            foreach ($answer->body->each('events') as $event) {
                $this->note($event, $readable, $unreadable);
            }
            if ($kept === [] && $answer->body->whole('waitingCount') === 0) {
                sort($readable);
                return [$readable, $unreadable, $deaths];
            }
        }
        self::fail('After 25 calls something still waits.');
    }

    /**
     * @param list<int> $readable
     * @param list<int> $unreadable
     */
    private function note(Json $event, array &$readable, array &$unreadable): void
    {
        if ($event->text('data', 'state') === 'unreadable') {
            $unreadable[] = $event->whole('data', 'orderId');
        } else {
            $readable[] = $event->whole('data', 'orderId');
        }
    }

    private function mark(int $orderId, string $key, string $value = 'yes'): void
    {
        $order = wc_get_order($orderId);
        self::assertInstanceOf(\WC_Order::class, $order);
        $order->update_meta_data($key, $value);
        $order->save_meta_data();
        \Counterfoil\Outbox\OrderHooks::forgetRequest();
        // The mark itself was recorded: one row per order is what these tests count.
        $this->db->query("DELETE later FROM {$this->db->prefix}counterfoil_outbox later JOIN {$this->db->prefix}counterfoil_outbox earlier ON earlier.order_id = later.order_id AND earlier.id < later.id");
        $this->makeAllDue();
        wp_cache_flush();
    }
}
