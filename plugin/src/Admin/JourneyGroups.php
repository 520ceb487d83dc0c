<?php

declare(strict_types=1);

namespace Counterfoil\Admin;

use Counterfoil\Oversight\JourneyState;

if (!defined('ABSPATH')) {
    exit;
}

/** What the list of orders can be narrowed to: each state belongs to exactly one group. */
final class JourneyGroups
{
    public const STATES = [
        'needs_you' => [JourneyState::Held, JourneyState::Broken],
        'going' => [JourneyState::Waiting, JourneyState::Working, JourneyState::InDoubt],
        'delivered' => [JourneyState::Delivered, JourneyState::LeftAsIs],
        'not_paid' => [JourneyState::NotPaid],
        'skipped' => [JourneyState::Skipped],
        'only_in_erp' => [JourneyState::OnlyInErp],
    ];

    /**
     * @param array<string, int> $counts by state
     * @return array<string, int> by group
     */
    public static function sums(array $counts): array
    {
        return array_map(static fn(array $states): int => array_sum(array_map(static fn(JourneyState $state): int => $counts[$state->value] ?? 0, $states)), self::STATES);
    }
}
