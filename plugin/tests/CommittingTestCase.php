<?php

declare(strict_types=1);

namespace Counterfoil\Tests;

use Counterfoil\Setup\Migrations;

/**
 * A test that needs real commits: DDL, transactions of its own, a second process. It runs outside a transaction and
 * takes back by itself what it made: orders and products by their ids, rows of our own tables by emptying them.
 */
abstract class CommittingTestCase extends ShopTestCase
{
    private int $highestPost = 0;

    protected function begin(): void
    {
        $this->highestPost = (int) $this->db->get_var("SELECT MAX(ID) FROM {$this->db->posts}");
        $this->emptyOwnTables();
    }

    protected function end(): void
    {
        $this->db->query('ROLLBACK');
        wp_cache_flush();
        // An id of an order is the id of a post on both storages.
        foreach ($this->db->get_col("SELECT ID FROM {$this->db->posts} WHERE ID > {$this->highestPost} ORDER BY ID DESC") as $id) {
            $order = wc_get_order((int) $id);
            if ($order instanceof \WC_Abstract_Order) {
                $order->delete(true);
            } else {
                wp_delete_post((int) $id, true);
            }
        }
        \Counterfoil\Outbox\OrderHooks::forgetRequest();
        $this->emptyOwnTables();
    }

    /** The tables that recording owns; what pairing and the screens keep is not touched. */
    private function emptyOwnTables(): void
    {
        foreach (['outbox', 'fingerprints', 'sweep'] as $name) {
            $this->db->query("DELETE FROM {$this->db->prefix}counterfoil_{$name}");
        }
        delete_option(\Counterfoil\Outbox\RecordingFailures::OPTION);
        delete_option(Migrations::ERROR_OPTION);
    }
}
