#include "server/log/metrics.hpp"
#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>
#include <vector>

namespace server {

struct Metrics::Inside {
    prometheus::Registry registry;
    prometheus::Family<prometheus::Counter>& requests = prometheus::BuildCounter()
                                                            .Name("parasol_http_requests_total")
                                                            .Help("Answers by route and status class")
                                                            .Register(registry);
    prometheus::Family<prometheus::Histogram>& seconds = prometheus::BuildHistogram()
                                                             .Name("parasol_http_request_seconds")
                                                             .Help("Time from the read request to its answer")
                                                             .Register(registry);
    prometheus::Family<prometheus::Gauge>& queues =
        prometheus::BuildGauge().Name("parasol_lane_queue").Help("Jobs waiting in a lane").Register(registry);
    prometheus::Counter& connections = prometheus::BuildCounter()
                                           .Name("parasol_connections_total")
                                           .Help("Connections accepted")
                                           .Register(registry)
                                           .Add({});
    std::vector<std::pair<prometheus::Gauge*, std::function<double()>>> watched;
};

Metrics::Metrics() : inside_(std::make_unique<Inside>()) {}
Metrics::~Metrics() = default;

void Metrics::count_request(std::string_view route, int status, double seconds)
{
    static const prometheus::Histogram::BucketBoundaries kSeconds{0.001, 0.005, 0.02, 0.1, 0.5, 2, 10};
    const std::string name(route);
    inside_->requests.Add({{"route", name}, {"class", std::to_string(status / 100) + "xx"}}).Increment();
    inside_->seconds.Add({{"route", name}}, kSeconds).Observe(seconds);
}

void Metrics::count_connection() { inside_->connections.Increment(); }

void Metrics::watch_queue(std::string lane, std::function<std::size_t()> size)
{
    inside_->watched.emplace_back(&inside_->queues.Add({{"lane", std::move(lane)}}),
                                  [size = std::move(size)] { return static_cast<double>(size()); });
}

void Metrics::watch(std::string name, std::string help, std::function<double()> figure)
{
    auto& family = prometheus::BuildGauge().Name(name).Help(help).Register(inside_->registry);
    inside_->watched.emplace_back(&family.Add({}), std::move(figure));
}

std::string Metrics::text() const
{
    for (const auto& [gauge, figure] : inside_->watched) gauge->Set(figure());
    return prometheus::TextSerializer().Serialize(inside_->registry.Collect());
}

} // namespace server
