<?php

declare(strict_types=1);

namespace Counterfoil\Admin;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * Who may: see and mend (shop manager), connect (administrator). Nothing is written into the roles, so nothing stays
 * behind; a site that grants one of these capabilities to a role of its own (an accountant) keeps that.
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

    /** Where our screens and routes are; a shop's page asks a hundred times what its visitor may, and never this. */
    public static function begin(): void
    {
        add_filter('user_has_cap', [self::class, 'grant'], 10, 2);
    }

    /**
     * Filter `user_has_cap`.
     *
     * @param array<string, bool> $capabilities
     * @param array<mixed> $asked capabilities that are asked for; a page asks a hundred times
     * @return array<string, bool>
     */
    public static function grant(array $capabilities, array $asked): array
    {
        foreach ($asked as $ours) {
            $theirs = is_string($ours) ? self::FOLLOWS_FROM[$ours] ?? null : null;
            if ($theirs !== null && !empty($capabilities[$theirs]) && !isset($capabilities[$ours])) {
                $capabilities[$ours] = true;
            }
        }
        return $capabilities;
    }
}
