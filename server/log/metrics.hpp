#pragma once
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace server {

// Counters for Prometheus. Labels are route templates, status classes and lane names; never a person, an
// account or an address.
class Metrics {
public:
    Metrics();
    ~Metrics();
    Metrics(const Metrics&) = delete;
    void count_request(std::string_view route, int status, double seconds);
    void count_connection();
    // Numbers looked up whenever the text is made; the source must outlive the requests.
    void watch_queue(std::string lane, std::function<std::size_t()> size);
    void watch(std::string name, std::string help, std::function<double()> figure);
    std::string text() const; // text exposition format 0.0.4

private:
    struct Inside;
    std::unique_ptr<Inside> inside_;
};

} // namespace server
