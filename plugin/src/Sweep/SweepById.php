<?php

declare(strict_types=1);

namespace Counterfoil\Sweep;

use Counterfoil\Database\OwnQuery;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * Legacy storage: by id, over every order made since the last pass and over the newest orders again. Dates don't serve
 * here: an edit of address, totals or meta does not move `post_modified_gmt`, which has no index either. Edits of older
 * orders are seen by SweepKnown, once a day, and are the reason why an edit writes its row before the save
 * (OrderHooks::orderAboutToBeSaved).
 */
final class SweepById implements SweepWay
{
    public const NAME = 'by_id';
    /**
     * How many of the newest orders each pass looks at again: a few days of a small shop, some 100 ms every five
     * minutes.
     */
    public const WINDOW = 500;

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
        $window = $this->query->value($this->query->prepare("SELECT ID FROM %i WHERE post_type = 'shop_order' ORDER BY ID DESC LIMIT 1 OFFSET %d", $this->db->posts, self::WINDOW));
        $passTo = (string) $this->query->value($this->query->prepare('SELECT UTC_TIMESTAMP(3) - INTERVAL %d SECOND', SweepByDate::LAG_SECONDS));
        return ['passTo' => $passTo, 'cursorAt' => null, 'cursorId' => $this->firstId($span, (int) $window)];
    }

    public function next(SweepSpan $span, int $limit): SweepBatch
    {
        $rows = $this->query->rows($this->query->prepare(
            "SELECT ID AS id, post_date_gmt > %s AND post_date_gmt <= UTC_TIMESTAMP() AS in_motion FROM %i WHERE post_type = 'shop_order' AND ID > %d ORDER BY ID LIMIT %d",
            (string) $span->passTo,
            $this->db->posts,
            $span->cursorId,
            $limit,
        ));
        $ids = [];
        foreach ($rows as $row) {
            if ($row['in_motion'] !== '1') {
                $ids[] = (int) $row['id'];
            }
        }
        return new SweepBatch($ids, null, $rows === [] ? $span->cursorId : (int) $rows[count($rows) - 1]['id'], count($rows) < $limit);
    }

    /**
     * The first pass begins with the orders made since the span's start; a later one where the one before ended, or
     * with the window.
     */
    private function firstId(SweepSpan $span, int $window): int
    {
        if ($span->coveredTo !== null) {
            return min($span->coveredId, $window);
        }
        $before = $this->query->value($this->query->prepare(
            "SELECT MAX(ID) FROM %i WHERE post_type = 'shop_order' AND post_status <> 'auto-draft' AND post_date_gmt < %s - INTERVAL %d SECOND",
            $this->db->posts,
            $span->coveredFrom,
            SweepByDate::OVERLAP_SECONDS,
        ));
        return min((int) $before, $window);
    }
}
