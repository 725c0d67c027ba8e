#include "server/offers/line.hpp"
#include <nlohmann/json.hpp>

namespace server::offers {

using namespace models;
using nlohmann::json;

std::string written(const LineTold& line)
{
    return json{{"award", line.award}, {"cost_fen", line.cost.fen}, {"round", to_text(line.round)}}.dump();
}

LineTold read_line(const std::string& text)
{
    const auto value = json::parse(text);
    return {value.at("award"), {value.at("cost_fen")}, {std::stoll(value.at("round").get<std::string>())}};
}

} // namespace server::offers
