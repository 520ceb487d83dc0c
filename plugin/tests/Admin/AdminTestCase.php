<?php

declare(strict_types=1);

namespace Counterfoil\Tests\Admin;

use Counterfoil\Admin\Capabilities;
use Counterfoil\Admin\ConnectionState;
use Counterfoil\Oversight\HeartbeatTable;
use Counterfoil\Pairing\Connector;
use Counterfoil\Pairing\Instance;
use Counterfoil\Pairing\KeysTable;
use Counterfoil\Rest\ContractVersion;
use Counterfoil\Rest\SchemaValidator;
use Counterfoil\Setup\Migrations;
use Counterfoil\Tests\Contract\Samples;
use Counterfoil\Tests\Json;
use Counterfoil\Tests\Rest\SigningAgent;
use Counterfoil\Tests\ShopTestCase;

/**
 * wp-admin's own routes and screens, as one person or another, in a shop without connector, orders and journeys at
 * first.
 */
abstract class AdminTestCase extends ShopTestCase
{
    protected function setUp(): void
    {
        parent::setUp();
        foreach (array_keys(Migrations::statements($this->db->prefix, '')) as $table) {
            $this->db->query("DELETE FROM {$table}");
        }
        Instance::forget();
        ConnectionState::forget();
        Capabilities::begin(); // as each page of wp-admin and each request to our routes does
        update_option('timezone_string', 'UTC');
        $this->asAdmin();
    }

    protected function tearDown(): void
    {
        wp_set_current_user(0);
        parent::tearDown();
        Instance::forget();
        ConnectionState::forget();
    }

    /**
     * Logged in as someone of this role; `null`: not logged in.
     *
     * @param list<string> $more capabilities beside the role's
     */
    protected function as(?string $role, array $more = []): int
    {
        if ($role === null) {
            wp_set_current_user(0);
            return 0;
        }
        $name = 'counterfoil-' . bin2hex(random_bytes(4));
        $id = wp_insert_user(['user_login' => $name, 'user_pass' => $name, 'user_email' => "{$name}@example.org", 'display_name' => 'Petra', 'role' => $role]);
        self::assertIsInt($id);
        foreach ($more as $capability) {
            (new \WP_User($id))->add_cap($capability);
        }
        wp_set_current_user($id);
        return $id;
    }

    /** @param array<string, mixed> $parameters */
    protected function ask(string $method, string $path, array $parameters = []): \WP_REST_Response
    {
        ConnectionState::forget(); // a request of its own
        $request = new \WP_REST_Request($method, "/counterfoil-admin/v1/{$path}");
        if ($method === 'GET') {
            $request->set_query_params($parameters);
        } else {
            $request->set_header('Content-Type', 'application/json');
            $request->set_body((string) json_encode((object) $parameters));
        }
        return rest_get_server()->dispatch($request);
    }

    /**
     * An answer of 200, held to its schema.
     *
     * @param array<string, mixed> $parameters
     */
    protected function answer(string $schema, string $method, string $path, array $parameters = []): Json
    {
        $response = $this->ask($method, $path, $parameters);
        $answer = Json::of($response->get_data());
        self::assertSame(200, $response->get_status(), (string) json_encode($answer->value));
        $error = (new SchemaValidator())->firstError($answer->value, Samples::schema($schema));
        self::assertNull($error, "{$schema}: {$error?->field} {$error?->reason}");
        return $answer;
    }

    /** @param array<string, mixed> $parameters */
    protected function refusal(int $status, string $method, string $path, array $parameters = []): string
    {
        $response = $this->ask($method, $path, $parameters);
        self::assertSame($status, $response->get_status(), (string) json_encode($response->get_data()));
        return Json::of($response->get_data())->text('code');
    }

    /** A connector on PC-OFFICE that works for an ERP called Tryton; heard from so many seconds ago. */
    protected function connected(int $secondsAgo = 1): string
    {
        $agent = new SigningAgent();
        $keys = new KeysTable($this->db);
        $keys->pair($agent->publicKey, 'acme', new Connector('PC-OFFICE', '0.1.0', 'tryton', 'Tryton', 'production'));
        Instance::belongTo('acme');
        self::assertTrue($keys->confirm($agent->keyId, 1));
        $this->db->query("UPDATE {$this->db->prefix}counterfoil_keys SET last_seen_at = UTC_TIMESTAMP(3) - INTERVAL {$secondsAgo} SECOND");
        ConnectionState::forget();
        return $agent->keyId;
    }

    protected function heartbeat(bool $reachable = true): void
    {
        (new HeartbeatTable($this->db))->keep((string) json_encode([
            'at' => '2026-11-23T10:02:11.000Z',
            'erp' => ['kind' => 'tryton', 'name' => 'Tryton', 'version' => '6.0', 'reachable' => $reachable, 'answerMs' => $reachable ? 14 : null, 'since' => '2026-11-23T10:02:11.000Z', 'code' => $reachable ? null : 'erp_unreachable', 'values' => $reachable ? (object) [] : ['erp' => 'Tryton', 'reason' => ['code' => 'reason_no_answer', 'values' => ['seconds' => 30]]]],
            'doorbell' => 'working',
        ]), ContractVersion::revision());
    }

    /** What it prints. */
    protected function printed(callable $print): string
    {
        ob_start();
        try {
            $print();
        } finally {
            $printed = ob_get_clean();
        }
        return (string) $printed;
    }
}
