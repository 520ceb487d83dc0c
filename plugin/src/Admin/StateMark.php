<?php

declare(strict_types=1);

namespace Counterfoil\Admin;

use Counterfoil\Oversight\JourneyState;

if (!defined('ABSPATH')) {
    exit;
}

/** The sign of a state in WooCommerce's own screens; the word beside it says the same. */
final class StateMark
{
    public static function html(JourneyState $state): string
    {
        $icon = match ($state) {
            JourneyState::NotPaid => 'hourglass',
            JourneyState::Waiting, JourneyState::Working => 'clock',
            JourneyState::InDoubt => 'search',
            JourneyState::Delivered, JourneyState::LeftAsIs => 'yes',
            JourneyState::Held => 'warning',
            JourneyState::Skipped => 'minus',
            JourneyState::Broken => 'dismiss',
            JourneyState::OnlyInErp => 'backup',
        };
        return sprintf('<span class="dashicons dashicons-%s" aria-hidden="true"></span>', esc_attr($icon));
    }
}
