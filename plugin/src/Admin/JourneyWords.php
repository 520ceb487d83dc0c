<?php

declare(strict_types=1);

namespace Counterfoil\Admin;

use Counterfoil\Oversight\JourneyState;

if (!defined('ABSPATH')) {
    exit;
}

/** The screens' word for each state of an order. */
final class JourneyWords
{
    public static function state(JourneyState $state, Words $words): string
    {
        $code = match ($state) {
            JourneyState::NotPaid => 'screen_state_not_paid',
            JourneyState::Waiting, JourneyState::Working => 'screen_state_waiting',
            JourneyState::InDoubt => 'screen_state_in_doubt',
            JourneyState::Delivered => 'screen_state_delivered',
            JourneyState::Held => 'screen_state_held',
            JourneyState::Skipped => 'screen_state_skipped',
            JourneyState::Broken => 'screen_state_broken',
        };
        return $words->say($code, ['erp' => Standing::erpName()]);
    }
}
