<?php

declare(strict_types=1);

namespace Counterfoil\Oversight;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * Which orders are in the ERP as a fact, whatever their state: those that are delivered or left as they are there, and
 * those that stand still or go again while their sales order is there. One that changed in the shop since is there,
 * too.
 */
final class InErp
{
    private const CHANGED_SINCE = ['change_after_delivery', 'deleted_after_delivery', 'refund_after_delivery'];
    /** Their document is gone, or another order's. */
    private const NOT_ITS_OWN = ['document_gone', 'document_of_another_order', 'binding_of_another_order'];
    private const SETTLED = [JourneyState::Delivered, JourneyState::LeftAsIs];
    private const MAYBE = [JourneyState::Waiting, JourneyState::Working, JourneyState::InDoubt, JourneyState::Held, JourneyState::Broken];

    public static function is(JourneyState $state, string $code, bool $hasDocument): bool
    {
        return in_array($state, self::SETTLED, true)
            || (in_array($state, self::MAYBE, true) && !in_array($code, self::NOT_ITS_OWN, true) && ($hasDocument || in_array($code, self::CHANGED_SINCE, true)));
    }

    /** The same as a condition on the journeys' columns. */
    public static function condition(): string
    {
        $states = static fn(JourneyState ...$states): string => self::listOf(array_map(static fn(JourneyState $state): string => $state->value, $states));
        return '(state IN (' . $states(...self::SETTLED) . ') OR (state IN (' . $states(...self::MAYBE) . ')'
            . ' AND code NOT IN (' . self::listOf(self::NOT_ITS_OWN) . ')'
            . ' AND (document_id IS NOT NULL OR code IN (' . self::listOf(self::CHANGED_SINCE) . '))))';
    }

    /**
     * Changed in the shop since, and a person has not said yet what becomes of it: a condition on the journeys'
     * columns.
     */
    public static function changedSince(): string
    {
        return "state = 'held' AND code IN (" . self::listOf(self::CHANGED_SINCE) . ')';
    }

    /** @param array<int|string, string> $words of ours */
    private static function listOf(array $words): string
    {
        return "'" . implode("', '", $words) . "'";
    }
}
