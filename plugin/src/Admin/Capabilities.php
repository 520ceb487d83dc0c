<?php

declare(strict_types=1);

namespace Counterfoil\Admin;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * Who may: see and mend (shop manager), connect (administrator). Nothing is written into the roles, so nothing stays behind; a site
 * that grants one of these capabilities to a role of its own (an accountant) keeps that.
 */
final class Capabilities
{
    public const SEE = 'counterfoil_see';
    public const MEND = 'counterfoil_mend';
    public const CONNECT = 'counterfoil_connect';

    private const FOLLOWS_FROM = [
        self::SEE => 'manage_woocommerce',
        self::MEND => 'manage_woocommerce',
        self::CONNECT => 'manage_options',
    ];

    /**
     * Filter `user_has_cap`.
     *
     * @param array<string, bool> $capabilities
     * @return array<string, bool>
     */
    public static function grant(array $capabilities): array
    {
        foreach (self::FOLLOWS_FROM as $ours => $theirs) {
            if (!empty($capabilities[$theirs]) && !isset($capabilities[$ours])) {
                $capabilities[$ours] = true;
            }
        }
        return $capabilities;
    }
}
