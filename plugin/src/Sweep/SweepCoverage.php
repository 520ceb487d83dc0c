<?php

declare(strict_types=1);

namespace Counterfoil\Sweep;

use Counterfoil\Fingerprints\OrderFingerprints;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * The proof on screen: every order changed between these two moments has been looked at. Times are UTC,
 * `2026-11-23T10:02:11.000Z`.
 */
final class SweepCoverage
{
    public function __construct(
        public readonly string $from,
        /** Null: the first pass has not ended yet. */
        public readonly ?string $to,
        /** Until when every known order, however old, was compared by content; null: not once yet. */
        public readonly ?string $knownTo,
        public readonly int $lookedAt,
        /** Orders that had changed without an event; each then got one. */
        public readonly int $found,
        /** Orders gone in such numbers that nobody was told: a person should look. */
        public readonly int $vanished,
    ) {}

    /** Null: nothing has been looked at yet. */
    public static function ofThisSite(\wpdb $db): ?self
    {
        $spans = (new SweepTable($db))->spans();
        $main = $spans[OrderFingerprints::ofThisSite($db)->datesEverySave() ? SweepByDate::NAME : SweepById::NAME] ?? null;
        if ($main === null) {
            return null;
        }
        $knownTo = ($spans[SweepKnown::NAME] ?? null)?->coveredTo;
        return new self(
            self::utc($main->coveredFrom),
            $main->coveredTo === null ? null : self::utc($main->coveredTo),
            $knownTo === null ? null : self::utc($knownTo),
            array_sum(array_map(static fn(SweepSpan $span): int => $span->lookedAt, $spans)),
            array_sum(array_map(static fn(SweepSpan $span): int => $span->found, $spans)),
            array_sum(array_map(static fn(SweepSpan $span): int => $span->vanished, $spans)),
        );
    }

    private static function utc(string $time): string
    {
        return str_replace(' ', 'T', $time) . 'Z';
    }
}
