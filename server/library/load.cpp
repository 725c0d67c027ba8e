#include "server/library/load.hpp"
#include "server/config.hpp"
#include "server/formats/policy_json.hpp"
#include "server/formats/program_json.hpp"
#include "server/formats/reader.hpp"
#include "server/formats/round_policy_json.hpp"
#include "server/http/json_reader.hpp"
#include "server/library/assets.hpp"
#include "server/library/tables.hpp"
#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace server {

using nlohmann::json;
using namespace models;
using matching::Policy;

namespace {

std::string places_and_keys(std::string_view path, const std::vector<Fault>& faults)
{
    std::string all = std::string(path) + ":";
    for (const auto& fault : faults) all += " " + fault.pointer + " " + fault.key;
    return all;
}

// What is wrong is told with its file: these are read before anybody could be asked.
template <class Read> auto read_config(std::string_view path, Read read)
{
    try {
        return read(asset(path));
    } catch (const std::exception& wrong) {
        throw std::runtime_error(std::string(path) + ": " + wrong.what());
    }
}

json config_json(std::string_view path)
{
    return read_config(path, [](std::string_view text) { return json::parse(text); });
}

template <class Value> Value sound(Result<Value> read, std::string_view path, const std::string& at = {})
{
    if (read) return *std::move(read);
    auto faults = std::move(read.error().faults);
    for (auto& fault : faults) fault.pointer.insert(0, at);
    throw FaultyFile(path, std::move(faults));
}

NamedRules load_named_rules()
{
    constexpr std::string_view path = "config/programs/named_rules.json";
    NamedRules rules;
    for (const auto& [name, rule] : config_json(path).items())
        rules[name] = sound(read_rule(rule, {}, "/" + name), path);
    return rules;
}

// The demo's rounds have floors, so that what they cost can be seen.
void use_demo_round(Policy& policy, const NamedRules& named)
{
    constexpr std::string_view path = "config/demo/round.json";
    const auto written = config_json(path);
    std::vector<Fault> faults;
    {
        ObjectReader whole(written, "", faults);
        policy.round = read_round_policy(whole, named, faults);
    }
    if (!faults.empty()) sound(Result<Policy>(refuse(std::move(faults))), path);
}

// What the configuration's key names.
std::string text_of(const std::filesystem::path& path, const std::string& key)
{
    std::ifstream file(path, std::ios::binary);
    if (!file)
        throw std::runtime_error("The " + key + " " + path.string() + " cannot be opened. Mend \"" + key +
                                 "\" in the configuration.");
    return {std::istreambuf_iterator<char>(file), {}};
}

// The rows of the configuration's file come after the compiled ones, and count where both name a day.
WorkingDays load_working_days(const Config* config)
{
    auto days = read_config("config/holidays.csv", read_announced_days);
    if (config && !config->holidays.empty()) {
        const auto text = text_of(config->holidays, "holidays");
        try {
            for (const auto& [day, worked] : read_announced_days(text)) days[day] = worked;
        } catch (const std::exception& wrong) {
            throw std::runtime_error(config->holidays.string() + ": " + wrong.what());
        }
    }
    return working_days_of(days);
}

Policy load_policy(const Config* config, const NamedRules& named)
{
    if (config && !config->policy.empty()) {
        const auto path = config->policy.string();
        const auto text = text_of(config->policy, "policy");
        return sound(read_policy(sound(read_json(text), path), named), path);
    }
    auto policy = sound(read_policy(config_json("config/policy.json"), named), "config/policy.json");
    if (config && config->demo) use_demo_round(policy, named);
    return policy;
}

} // namespace

FaultyFile::FaultyFile(std::string_view file, std::vector<Fault> what)
    : std::runtime_error(places_and_keys(file, what)), path(file), faults(std::move(what))
{
}

Result<ConfigProgram> read_config_program(const json& value, const Library& library)
{
    std::vector<Fault> faults;
    ConfigProgram read;
    {
        ObjectReader part(value, "", faults);
        read.organization_code = part.required_text("organization", 40);
        const auto* told = part.member("program");
        if (!told) part.fault("error.json.required", "program");
        auto program = read_program(told ? *told : json::object(), library.named_rules, library.need_types);
        if (program)
            read.program = *std::move(program);
        else if (told)
            for (auto& fault : program.error().faults)
                faults.push_back({std::move(fault.key), "/program" + fault.pointer, std::move(fault.values)});
    }
    if (!faults.empty()) return refuse(std::move(faults));
    return read;
}

std::shared_ptr<Library> load_library(std::shared_ptr<const Config> config)
{
    auto library = std::make_shared<Library>();
    const auto shared = [](auto value) { return std::make_shared<const decltype(value)>(std::move(value)); };
    library->divisions = shared(read_config("config/areas.csv", read_divisions));
    library->working_days = shared(load_working_days(config.get()));
    library->ladders = shared(read_config("config/ladders.csv", read_ladders));
    library->standards = shared(read_config("config/standards.csv", read_standards));
    library->need_types = read_config("config/needs.csv", read_need_types);
    library->named_rules = load_named_rules();
    library->policy = shared(load_policy(config.get(), library->named_rules));
    library->demo = config && config->demo;
    library->config = std::move(config);
    return library;
}

std::vector<ConfigProgram> config_programs(const Library& library)
{
    std::vector<ConfigProgram> programs;
    for (const auto& [path, text] : all_assets()) {
        if (!path.starts_with("config/programs/") || !path.ends_with(".json")) continue;
        if (path.ends_with("/named_rules.json") || path.ends_with("/organizations.json")) continue;
        programs.push_back(sound(read_config_program(config_json(path), library), path));
    }
    return programs;
}

json config_organizations() { return config_json("config/programs/organizations.json"); }

std::vector<ConfigProgram> demo_programs(const Library& library)
{
    constexpr std::string_view path = "config/demo/programs.json";
    std::vector<ConfigProgram> programs;
    const auto list = config_json(path);
    for (std::size_t i = 0; i < list.size(); ++i)
        programs.push_back(sound(read_config_program(list[i], library), path, "/" + std::to_string(i)));
    return programs;
}

json demo_organizations() { return config_json("config/demo/organizations.json"); }

} // namespace server
