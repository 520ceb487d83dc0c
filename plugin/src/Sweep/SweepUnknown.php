<?php

declare(strict_types=1);

namespace Counterfoil\Sweep;

use Automattic\WooCommerce\Utilities\OrderUtil;
use Counterfoil\Database\OwnQuery;
use Counterfoil\Fingerprints\FingerprintTable;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * Both storages, once a day: every order, however dated, of which no state is known. An importer or another system that
 * writes into the order tables by SQL may date its rows days back or not at all; no walk by date comes past them.
 */
final class SweepUnknown implements SweepWay
{
    public const NAME = 'unknown';
    /** Ids joined with the fingerprints in one statement, most of them known: 3 to 10 ms on two busy cores. */
    private const AT_ONCE = 2000;

    private readonly OwnQuery $query;
    private readonly SweepTable $table;

    public function __construct(private readonly \wpdb $db)
    {
        $this->query = new OwnQuery($db);
        $this->table = new SweepTable($db);
    }

    public function name(): string
    {
        return self::NAME;
    }

    public function pause(): int
    {
        return 86400;
    }

    public function start(SweepSpan $span): array
    {
        return ['passTo' => $this->table->utcNow(SweepByDate::LAG_SECONDS), 'cursorAt' => null, 'cursorId' => 0];
    }

    public function next(SweepSpan $span, int $limit): SweepBatch
    {
        $rows = $this->query->rows($this->query->prepare(
            "SELECT orders.id, orders.type = 'shop_order' AND known.order_id IS NULL AND COALESCE(orders.made_at > %s AND orders.made_at <= UTC_TIMESTAMP(), 0) = 0 AS unknown FROM (",
            (string) $span->passTo,
        ) . $this->orders($span->cursorId) . $this->query->prepare(
            ') AS orders LEFT JOIN %i AS known ON known.order_id = orders.id ORDER BY orders.id',
            FingerprintTable::name($this->db->prefix),
        ));
        $ids = [];
        foreach ($rows as $row) {
            if ($row['unknown'] === '1') {
                $ids[] = (int) $row['id'];
            }
            if (count($ids) === $limit) {
                return new SweepBatch($ids, null, (int) $row['id'], false);
            }
        }
        return new SweepBatch($ids, null, $rows === [] ? $span->cursorId : (int) $rows[count($rows) - 1]['id'], count($rows) < self::AT_ONCE);
    }

    /**
     * On HPOS refunds and all, by the primary key: asked for orders alone, MySQL goes by the index of types and sorts
     * the whole shop each time.
     */
    private function orders(int $above): string
    {
        return OrderUtil::custom_orders_table_usage_is_enabled()
            ? $this->query->prepare('SELECT id, type, date_created_gmt AS made_at FROM %i WHERE id > %d ORDER BY id LIMIT %d', $this->db->prefix . 'wc_orders', $above, self::AT_ONCE)
            : $this->query->prepare("SELECT ID AS id, post_type AS type, post_date_gmt AS made_at FROM %i WHERE post_type = 'shop_order' AND ID > %d ORDER BY ID LIMIT %d", $this->db->posts, $above, self::AT_ONCE);
    }
}
