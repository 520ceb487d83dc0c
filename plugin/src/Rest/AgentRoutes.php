<?php

declare(strict_types=1);

namespace Counterfoil\Rest;

use Counterfoil\Database\CountersTable;
use Counterfoil\Database\QueryFailed;
use Counterfoil\Database\UtcTime;
use Counterfoil\Pairing\StrangerCallsTable;
use Counterfoil\Plugin;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * The routes of the connector, and how what goes wrong in them is answered. Only POST: shared hosts cache GETs and
 * block other methods.
 */
final class AgentRoutes
{
    /** @var array<string, class-string<AgentController>> */
    private const CONTROLLERS = [
        'pair' => PairController::class,
        'events' => EventsController::class,
        'receipts' => ReceiptsController::class,
    ];

    /** A transient: a failure before the caller was known stands in the log. */
    public const LOGGED = 'counterfoil_failure_logged';

    public static function register(): void
    {
        foreach (self::CONTROLLERS as $route => $controller) {
            register_rest_route(Plugin::REST_NAMESPACE, "/{$route}", [
                'methods' => \WP_REST_Server::CREATABLE,
                'callback' => static fn(\WP_REST_Request $request): \WP_REST_Response|\WP_Error => self::isSpelled($route, $request) ? self::answer($controller, $request) : self::noSuchRoute(),
                // Each call is signed; its controller checks that before anything else. No WordPress user stands behind
                // it.
                'permission_callback' => '__return_true',
            ]);
        }
    }

    /** WordPress finds a route in capitals, too, and with a line break behind it. */
    private static function isSpelled(string $route, \WP_REST_Request $request): bool
    {
        return $request->get_route() === '/' . Plugin::REST_NAMESPACE . "/{$route}";
    }

    /** As WordPress says it itself. */
    private static function noSuchRoute(): \WP_Error
    {
        return new \WP_Error('rest_no_route', __('No route was found matching the URL and request method.'), ['status' => 404]);
    }

    /** @param class-string<AgentController> $controller */
    private static function answer(string $controller, \WP_REST_Request $request): \WP_REST_Response|\WP_Error
    {
        global $wpdb;
        /** @var \wpdb $wpdb */
        $count = new CallCount(new CountersTable($wpdb));
        try {
            return new \WP_REST_Response((new $controller($wpdb))->answer($request, $count));
        } catch (Refusal $refusal) {
            self::count($wpdb, $refusal, $count);
            return $refusal->asError(self::always($wpdb, $count));
        } catch (QueryFailed $failure) {
            self::log($failure, $count);
            return (new Refusal(ErrorCode::StorageFailed, "The shop's database refused a statement. Its log (WooCommerce > Status > Logs, counterfoil) says which."))->asError(self::always($wpdb, $count));
        } catch (\Throwable $failure) {
            self::log($failure, $count);
            $where = basename($failure->getFile()) . ':' . $failure->getLine();
            return (new Refusal(ErrorCode::StorageFailed, 'The shop failed: ' . get_class($failure) . " in {$where}. Its log (WooCommerce > Status > Logs, counterfoil) says more."))->asError(self::always($wpdb, $count));
        }
    }

    private static function count(\wpdb $db, Refusal $refusal, CallCount $count): void
    {
        $call = $refusal->errorCode->strangerCall();
        try {
            $call === null || (new StrangerCallsTable($db))->count($call);
        } catch (QueryFailed $failure) {
            self::log($failure, $count); // the answer is the same without the count
        }
    }

    /**
     * @return array<string, int|string> what every refusal carries: the shop's time, and its count of reads once the
     *   caller is known
     */
    private static function always(\wpdb $db, CallCount $count): array
    {
        try {
            $always = ['serverTime' => UtcTime::now($db)];
        } catch (QueryFailed) {
            return []; // the database is what failed
        }
        return $count->present() === null ? $always : $always + ['readCount' => $count->present()];
    }

    /**
     * Without what a statement or a message may carry of a person. Of what strangers run into, in a shop that is
     * broken, one line a minute.
     */
    private static function log(\Throwable $failure, CallCount $count): void
    {
        if ($count->present() === null) {
            if (get_transient(self::LOGGED) !== false) {
                return;
            }
            set_transient(self::LOGGED, 1, MINUTE_IN_SECONDS);
        }
        $message = (string) preg_replace(['/ \(statement: .*/s', '/[^\s@\'"]+@[^\s@\'"]+/'], ['', '…@…'], $failure->getMessage());
        wc_get_logger()->error(get_class($failure) . ': ' . mb_substr($message, 0, 300), [
            'source' => 'counterfoil',
            'at' => $failure->getFile() . ':' . $failure->getLine(),
        ]);
    }
}
