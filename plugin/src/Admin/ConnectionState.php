<?php

declare(strict_types=1);

namespace Counterfoil\Admin;

use Counterfoil\Database\QueryFailed;
use Counterfoil\Oversight\HeartbeatTable;
use Counterfoil\Oversight\OverviewFigures;
use Counterfoil\Pairing\AgentKey;
use Counterfoil\Pairing\Instance;
use Counterfoil\Pairing\KeysTable;
use Counterfoil\Pairing\PairingCode;

if (!defined('ABSPATH')) {
    exit;
}

/** How the shop stands with its connector, as every screen of wp-admin says it. */
final class ConnectionState
{
    /** Not heard from for longer than this: said on each page. A working connector speaks at least once a minute. */
    public const SILENT_AFTER_SECONDS = 120;

    /**
     * @var array<int, AgentKey|null> of this request, by site of the network: a list of orders asks for the ERP's name
     *   with each row
     */
    private static array $keys = [];

    /** none, code_open, awaiting_confirmation, connected or copy */
    public static function of(): string
    {
        $keys = KeysTable::ofThisSite();
        return match (true) {
            Instance::isCopy() => 'copy',
            $keys->confirmed() !== [] => 'connected',
            $keys->awaiting() !== [] => 'awaiting_confirmation',
            PairingCode::open() !== null => 'code_open',
            default => 'none',
        };
    }

    /** A copy sends nothing, so there is nothing to ask of its connector. */
    public static function mayMend(): bool
    {
        return current_user_can(Capabilities::MEND) && !Instance::isCopy();
    }

    /** The connector that works, or, before one does, the one that waits to be confirmed; null: none. */
    public static function key(): ?AgentKey
    {
        $site = get_current_blog_id();
        if (!array_key_exists($site, self::$keys)) {
            $keys = KeysTable::ofThisSite();
            self::$keys[$site] = $keys->confirmed()[0] ?? $keys->awaiting()[0] ?? null;
        }
        return self::$keys[$site];
    }

    /** For a process that lives through many requests. */
    public static function forget(): void
    {
        self::$keys = [];
    }

    /** Whether the connector that works has not been heard from for too long. */
    public static function isSilent(): bool
    {
        $key = KeysTable::ofThisSite()->confirmed()[0] ?? null;
        return $key !== null && ($key->lastSeenAt === null || time() - (int) strtotime($key->lastSeenAt) > self::SILENT_AFTER_SECONDS);
    }

    /** The ERP's name on screen: Tryton. */
    public static function erpName(): string
    {
        return self::key()->connector->erpName ?? AdminRoute::words()->say('screen_erp');
    }

    /** @return array<string, mixed> the last heartbeat, shared-types/src/receipts.ts; empty: none ever came */
    public static function heartbeat(): array
    {
        return HeartbeatTable::ofThisSite()->latest()['heartbeat'] ?? [];
    }

    /** For the menu's bubble, on every page of wp-admin: 0 where the tables can't be read, which is told elsewhere. */
    public static function heldCount(): int
    {
        try {
            return OverviewFigures::ofThisSite()->heldCount();
        } catch (QueryFailed) {
            return 0;
        }
    }
}
