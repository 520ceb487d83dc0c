<?php

declare(strict_types=1);

namespace Counterfoil\Admin;

use Counterfoil\Database\UtcTime;
use Counterfoil\Pairing\AgentKey;
use Counterfoil\Pairing\ConfirmPairing;
use Counterfoil\Pairing\Instance;
use Counterfoil\Pairing\KeysTable;
use Counterfoil\Pairing\PairingCode;
use Counterfoil\Pairing\StrangerCallsTable;
use Counterfoil\Resources\ShopText;
use Counterfoil\Rest\ContractVersion;
use Counterfoil\Setup\Migrations;
use Counterfoil\Setup\RemoveData;

if (!defined('ABSPATH')) {
    exit;
}

/** Connecting by code, comparing the fingerprint, disconnecting; shapes in shared-types/src/admin/connection.ts. */
final class ConnectionController
{
    /** @return array<string, mixed> connectionAnswer */
    public static function show(): array
    {
        global $wpdb;
        /** @var \wpdb $wpdb */
        $code = PairingCode::open();
        $heartbeat = ConnectionState::heartbeat();
        return [
            'now' => UtcTime::now($wpdb),
            'connectionState' => ConnectionState::of(),
            'keys' => array_map(self::key(...), KeysTable::ofThisSite()->all()),
            'connectorSilent' => ConnectionState::isSilent(),
            'code' => $code === null ? null : ['expiresAt' => $code->expiresAt, 'wrongTries' => $code->wrongTries],
            'codeTriedOut' => PairingCode::wasTriedOut(),
            'turnedAway' => StrangerCallsTable::ofThisSite()->lately(),
            'cutover' => Instance::cutover(),
            'shopUrl' => ShopText::webAddress(home_url(), 500),
            'command' => 'counterfoil setup --shop ' . home_url(),
            'pluginVersion' => COUNTERFOIL_VERSION,
            'contractVersion' => ContractVersion::OWN,
            'doorbell' => $heartbeat['doorbell'] ?? 'unknown',
            'copy' => Instance::difference(),
            'hindrance' => self::hindrance(),
            'removesData' => RemoveData::isAsked(),
        ];
    }

    /** @return array<string, mixed> codeAnswer */
    public static function makeCode(): array
    {
        $code = Instance::isCopy() ? Instance::movedHere(get_current_user_id()) : PairingCode::create(get_current_user_id());
        return [
            'code' => $code,
            'expiresAt' => PairingCode::open()->expiresAt ?? '',
        ];
    }

    /**
     * @param \WP_REST_Request<array<string, mixed>> $request
     * @return array<string, mixed>|\WP_Error
     */
    public static function confirm(\WP_REST_Request $request): array|\WP_Error
    {
        $keyId = $request->get_param('keyId');
        if (!is_string($keyId) || !ConfirmPairing::confirm($keyId, get_current_user_id())) {
            return new \WP_Error('not_waiting', AdminRoute::words()->say('screen_key_not_waiting'), ['status' => 409]);
        }
        return self::show();
    }

    /**
     * @param \WP_REST_Request<array<string, mixed>> $request
     * @return array<string, mixed>|\WP_Error
     */
    public static function revoke(\WP_REST_Request $request): array|\WP_Error
    {
        $keyId = $request->get_param('keyId');
        if (!is_string($keyId) || !ConfirmPairing::revoke($keyId, get_current_user_id())) {
            return new \WP_Error('not_connected', AdminRoute::words()->say('screen_key_not_connected'), ['status' => 409]);
        }
        return self::show();
    }

    /**
     * "It is a copy": the connection ends here. That the shop moved instead is proven with a fresh code, which
     * `makeCode` makes.
     *
     * @return array<string, mixed> connectionAnswer
     */
    public static function declareCopy(): array
    {
        if (Instance::isCopy()) {
            Instance::declareCopy(get_current_user_id());
        }
        return self::show();
    }

    /**
     * @param \WP_REST_Request<array<string, mixed>> $request
     * @return array<string, mixed> connectionAnswer
     */
    public static function removeData(\WP_REST_Request $request): array
    {
        RemoveData::ask($request->get_param('removesData') === true);
        return self::show();
    }

    /** @return array<string, mixed> connectorKey */
    private static function key(AgentKey $key): array
    {
        return [
            'keyId' => $key->keyId,
            'fingerprint' => $key->fingerprint(),
            'state' => $key->state->value,
            'tenant' => $key->tenant,
            'connectorName' => $key->connector->name,
            'connectorVersion' => $key->connector->version,
            'erpName' => $key->connector->erpName,
            'environment' => $key->connector->environment,
            'pairedAt' => $key->pairedAt,
            'confirmedAt' => $key->confirmedAt,
            'confirmedBy' => self::userName($key->confirmedBy),
            'revokedAt' => $key->revokedAt,
            'revokedBy' => self::userName($key->revokedBy),
            'lastSeenAt' => $key->lastSeenAt,
        ];
    }

    /** By id, once the account is gone. */
    public static function userName(?int $userId): ?string
    {
        $user = $userId === null ? false : get_userdata($userId);
        return $user === false ? ($userId === null ? null : (string) $userId) : mb_substr($user->display_name, 0, 250);
    }

    /** Why the connector can't work with this shop, or only slowly; null: nothing. */
    private static function hindrance(): ?string
    {
        if (!wp_is_using_https() && !self::isLoopback((string) wp_parse_url(home_url(), PHP_URL_HOST))) {
            return 'no_https';
        }
        if (get_option(Migrations::ERROR_OPTION, null) !== null) {
            return 'tables_broken';
        }
        return extension_loaded('sodium') ? null : 'sodium_slow';
    }

    private static function isLoopback(string $host): bool
    {
        return $host === 'localhost' || $host === '[::1]' || str_starts_with($host, '127.') || str_ends_with($host, '.localhost');
    }
}
