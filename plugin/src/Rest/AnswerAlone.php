<?php

declare(strict_types=1);

namespace Counterfoil\Rest;

use Counterfoil\Plugin;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * Lets a call of the connector through, and its answer alone out: not a PHP notice, a byte order mark of a theme's
 * file, another plugin's echo, nor a cache's copy. Works for /wp-json/… and ?rest_route=… alike.
 */
final class AnswerAlone
{
    private const OURS = '/' . Plugin::REST_NAMESPACE . '/';

    /** As early as the plugin is loaded: from here on what is printed can be taken back. */
    public static function begin(): void
    {
        $route = self::askedRoute();
        if (!self::isOurs($route)) {
            return;
        }
        self::keepOutOfCaches();
        ob_start();
        BodyLimit::refuseAnnounced($route);
    }

    /**
     * The route that is asked for, empty if none is: by the path or by the one parameter of the query that names it.
     * The rest of a query is anybody's.
     */
    private static function askedRoute(): string
    {
        $named = $_GET['rest_route'] ?? '';
        if (is_string($named) && $named !== '') {
            return $named;
        }
        $asked = $_SERVER['REQUEST_URI'] ?? '';
        $path = is_string($asked) ? rawurldecode(explode('?', $asked, 2)[0]) : '';
        if (!str_contains($path, self::OURS)) {
            return ''; // as nearly every request of the shop: nothing more is asked
        }
        return preg_match('~/' . preg_quote(rest_get_url_prefix(), '~') . '(/.*)$~sD', $path, $parts) === 1 ? $parts[1] : '';
    }

    private static function keepOutOfCaches(): void
    {
        if (!defined('DONOTCACHEPAGE')) {
            define('DONOTCACHEPAGE', true); // WP Super Cache, W3 Total Cache, WP Rocket, LiteSpeed and others look for it
        }
    }

    /**
     * Filter `rest_authentication_errors`, last: shops close REST to guests, and to WordPress the connector is one. Its
     * calls are signed.
     *
     * @param \WP_Error|bool|null $errors
     * @return \WP_Error|bool|null
     */
    public static function letThrough($errors)
    {
        global $wp;
        $route = $wp instanceof \WP ? $wp->query_vars['rest_route'] ?? '' : '';
        if (!is_string($route) || !self::isOurs($route)) {
            return $errors;
        }
        self::keepOutOfCaches(); // where a theme changed the address of REST, the path did not say so
        return true;
    }

    /**
     * Filter `rest_pre_dispatch`, first: WordPress decodes a body of JSON before it calls a route. Of ours nobody knows
     * yet who wrote it.
     *
     * @param mixed $answer returned unchanged
     * @param mixed $server
     * @param mixed $request
     * @return mixed
     */
    public static function leaveBodyAlone($answer, $server, $request)
    {
        if ($request instanceof \WP_REST_Request && self::isOurs($request->get_route())) {
            $request->set_header('Content-Type', 'text/plain');
        }
        return $answer;
    }

    /**
     * Filter `rest_pre_dispatch`, last: the other place where REST is closed.
     *
     * @param mixed $answer
     * @param mixed $server
     * @param mixed $request
     * @return mixed
     */
    public static function dispatch($answer, $server, $request)
    {
        if (!$request instanceof \WP_REST_Request || !self::isOurs($request->get_route())) {
            return $answer;
        }
        return BodyLimit::refusal($request) ?? ($answer instanceof \WP_Error ? null : $answer);
    }

    /**
     * Filter `rest_pre_serve_request`, last: prints the answer itself.
     *
     * @param mixed $served
     * @param mixed $result
     * @param mixed $request
     * @return mixed
     */
    public static function serve($served, $result, $request)
    {
        if (!$result instanceof \WP_REST_Response || !$request instanceof \WP_REST_Request || !self::isOurs($request->get_route())) {
            return $served;
        }
        self::dropForeignOutput();
        if (!headers_sent()) {
            nocache_headers();
            header('Cache-Control: no-store, private');
            header('X-LiteSpeed-Cache-Control: no-cache');
            header('Content-Type: application/json; charset=UTF-8');
        }
        echo json_encode($result->get_data(), AnswerBudget::JSON | JSON_THROW_ON_ERROR);
        self::end();
        return true;
    }

    private static function isOurs(string $route): bool
    {
        return str_starts_with($route, self::OURS);
    }

    private static function dropForeignOutput(): void
    {
        while (ob_get_level() > 0) {
            // A compressing buffer of PHP's own can be emptied, but not ended once it has begun.
            if (!@ob_end_clean()) {
                @ob_clean();
                break;
            }
        }
    }

    /** The connector has its answer; what is printed after it goes nowhere. */
    private static function end(): void
    {
        if (function_exists('fastcgi_finish_request')) {
            fastcgi_finish_request();
        } elseif (function_exists('litespeed_finish_request')) {
            litespeed_finish_request();
        } else {
            while (ob_get_level() > 0 && @ob_end_flush()) {
            }
            flush();
        }
        ob_start(static fn(string $printed): string => '');
    }
}
