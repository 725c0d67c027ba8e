#include "server/net/tls.hpp"
#include "server/net/server.hpp"
#include <filesystem>
#include <stdexcept>

namespace server::net {

namespace ssl = boost::asio::ssl;

void check_tls_files(const Config& config)
{
    namespace fs = std::filesystem;
    if (config.certificate.empty() != config.private_key.empty())
        throw std::runtime_error("TLS needs both --certificate and --key.");
    if (config.certificate.empty()) return;
    for (const auto& file : {config.certificate, config.private_key})
        if (std::error_code none; !fs::is_regular_file(file, none))
            throw std::runtime_error("The file " + file.string() +
                                     " cannot be read. Check its name and permissions.");
    const auto others = fs::perms::group_all | fs::perms::others_all;
    if ((fs::status(config.private_key).permissions() & others) != fs::perms::none)
        throw std::runtime_error("The key " + config.private_key.string() +
                                 " may be read by others. Run: chmod 600 " + config.private_key.string());
}

std::shared_ptr<ssl::context> load_tls(const Config& config)
{
    check_tls_files(config);
    auto context = std::make_shared<ssl::context>(ssl::context::tls_server);
    auto* raw = context->native_handle();
    SSL_CTX_set_min_proto_version(raw, TLS1_2_VERSION);
    SSL_CTX_set_options(raw, SSL_OP_NO_RENEGOTIATION | SSL_OP_CIPHER_SERVER_PREFERENCE);
    SSL_CTX_set_cipher_list(raw, "ECDHE+AESGCM:ECDHE+CHACHA20:!aNULL");
    SSL_CTX_set1_groups_list(raw, "X25519:P-256:P-384");
    boost::system::error_code error;
    context->use_certificate_chain_file(config.certificate.string(), error);
    if (error)
        throw std::runtime_error("The certificate " + config.certificate.string() +
                                 " cannot be read. It must be a PEM file, the server's certificate first.");
    context->use_private_key_file(config.private_key.string(), ssl::context::pem, error);
    if (error)
        throw std::runtime_error("The key " + config.private_key.string() +
                                 " does not belong to the certificate, or is not a PEM file.");
    return context;
}

} // namespace server::net
