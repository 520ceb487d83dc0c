<?php

declare(strict_types=1);

namespace Counterfoil\Admin;

use Counterfoil\Oversight\JourneyState;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * What the list of orders can be narrowed to. `delivered` is every order that is in the ERP, also one that needs a
 * person: the figure that the overview says. Each other state belongs to exactly one group.
 */
final class JourneyGroups
{
    public const DELIVERED = 'delivered';
    public const STATES = [
        'needs_you' => [JourneyState::Held, JourneyState::Broken],
        'going' => [JourneyState::Waiting, JourneyState::Working, JourneyState::InDoubt],
        'not_paid' => [JourneyState::NotPaid],
        'skipped' => [JourneyState::Skipped],
        'only_in_erp' => [JourneyState::OnlyInErp],
    ];

    /**
     * @param array<string, int> $counts by state
     * @param int $inErp orders that are in the ERP
     * @return array<string, int> by group
     */
    public static function sums(array $counts, int $inErp): array
    {
        $sums = array_map(static fn(array $states): int => array_sum(array_map(static fn(JourneyState $state): int => $counts[$state->value] ?? 0, $states)), self::STATES);
        return $sums + [self::DELIVERED => $inErp];
    }

    /** @return list<string> */
    public static function names(): array
    {
        return [...array_keys(self::STATES), self::DELIVERED];
    }
}
