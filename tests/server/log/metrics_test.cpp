#include "server/log/metrics.hpp"
#include <boost/test/unit_test.hpp>

using server::Metrics;

static bool has(const std::string& text, const std::string& line)
{
    return text.find(line) != std::string::npos;
}

BOOST_AUTO_TEST_SUITE(metrics)

BOOST_AUTO_TEST_CASE(requests_are_counted_by_route_and_class)
{
    Metrics metrics;
    metrics.count_request("/things/{id}", 200, 0.002);
    metrics.count_request("/things/{id}", 204, 0.3);
    metrics.count_request("/things/{id}", 404, 0.001);
    const auto text = metrics.text();
    BOOST_TEST(has(text, "parasol_http_requests_total{class=\"2xx\",route=\"/things/{id}\"} 2"));
    BOOST_TEST(has(text, "parasol_http_requests_total{class=\"4xx\",route=\"/things/{id}\"} 1"));
    BOOST_TEST(has(text, "parasol_http_request_seconds_count{route=\"/things/{id}\"} 3"));
}

BOOST_AUTO_TEST_CASE(a_queue_is_looked_up_when_the_text_is_made)
{
    Metrics metrics;
    std::size_t waiting = 3;
    metrics.watch_queue("write", [&] { return waiting; });
    metrics.count_connection();
    BOOST_TEST(has(metrics.text(), "parasol_lane_queue{lane=\"write\"} 3"));
    waiting = 5;
    BOOST_TEST(has(metrics.text(), "parasol_lane_queue{lane=\"write\"} 5"));
    BOOST_TEST(has(metrics.text(), "parasol_connections_total 1"));
}

BOOST_AUTO_TEST_CASE(a_figure_is_looked_up_too)
{
    Metrics metrics;
    double size = 7;
    metrics.watch("parasol_things", "Things", [&] { return size; });
    BOOST_TEST(has(metrics.text(), "# HELP parasol_things Things"));
    BOOST_TEST(has(metrics.text(), "parasol_things 7"));
    size = 0.5;
    BOOST_TEST(has(metrics.text(), "parasol_things 0.5"));
}

BOOST_AUTO_TEST_SUITE_END()
