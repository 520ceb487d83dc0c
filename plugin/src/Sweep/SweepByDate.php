<?php

declare(strict_types=1);

namespace Counterfoil\Sweep;

use Counterfoil\Database\OwnQuery;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * HPOS: by `date_updated_gmt`, which every save moves and which has an index.
 *
 * The stored date is no clock. WooCommerce converts it from local time, so in the repeated hour of autumn an order
 * saved now is dated an hour ahead. Hence: a pass ends at the database's own time less a lag and never at the highest
 * date seen; the next starts two hours before that; and rows dated ahead of now are looked at as they are, not left for
 * later.
 */
final class SweepByDate implements SweepWay
{
    public const NAME = 'by_date';
    /** Orders changed within it are still in motion: their row may be a moment behind. */
    public const LAG_SECONDS = 60;
    /** More than the hour that a clock change moves dates by. */
    public const OVERLAP_SECONDS = 2 * 3600;

    private readonly OwnQuery $query;

    public function __construct(private readonly \wpdb $db)
    {
        $this->query = new OwnQuery($db);
    }

    public function name(): string
    {
        return self::NAME;
    }

    public function pause(): int
    {
        return 300;
    }

    public function start(SweepSpan $span): array
    {
        // WooCommerce dates by PHP's clock: when that one is behind the database's, so are the dates. A covered_to
        // ahead of now (the database's clock was set back) must not be believed either.
        $row = $this->query->rows($this->query->prepare(
            'SELECT UTC_TIMESTAMP(3) - INTERVAL %d SECOND AS pass_to, LEAST(%s, UTC_TIMESTAMP(3)) - INTERVAL (%d + GREATEST(0, TIMESTAMPDIFF(SECOND, %s, UTC_TIMESTAMP()))) SECOND AS start_at',
            self::LAG_SECONDS,
            $span->coveredTo ?? $span->coveredFrom,
            self::OVERLAP_SECONDS,
            gmdate('Y-m-d H:i:s'),
        ))[0];
        return ['passTo' => (string) $row['pass_to'], 'cursorAt' => substr((string) $row['start_at'], 0, 19), 'cursorId' => 0];
    }

    public function next(SweepSpan $span, int $limit): SweepBatch
    {
        $rows = $this->query->rows($this->query->prepare(
            'SELECT id, type, parent_order_id, date_updated_gmt, date_updated_gmt > %s AND date_updated_gmt <= UTC_TIMESTAMP() AS in_motion FROM %i'
            . ' WHERE date_updated_gmt >= %s AND (date_updated_gmt > %s OR id > %d) ORDER BY date_updated_gmt, id LIMIT %d',
            (string) $span->passTo,
            $this->db->prefix . 'wc_orders',
            (string) $span->cursorAt,
            (string) $span->cursorAt,
            $span->cursorId,
            $limit,
        ));
        $ids = [];
        foreach ($rows as $row) {
            if ($row['in_motion'] !== '1') {
                $ids[] = (int) ($row['type'] === 'shop_order_refund' ? $row['parent_order_id'] : $row['id']);
            }
        }
        $end = $rows === [] ? null : $rows[count($rows) - 1];
        return new SweepBatch(
            array_values(array_unique($ids)),
            $end === null ? $span->cursorAt : $end['date_updated_gmt'],
            $end === null ? $span->cursorId : (int) $end['id'],
            count($rows) < $limit,
        );
    }
}
