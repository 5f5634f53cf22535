//! How many tokens and how many shown links an emulator answers a second, over kept-alive TLS with one connection a
//! processor. It finds the emulator in the environment: `managementpartner emulator run -- target/release/examples/load`.
#![expect(clippy::print_stdout, reason = "it is a program for the terminal")]

use std::{
    env,
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    sync::Arc,
    thread,
    time::{Duration, Instant},
};

use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned, crypto::ring};
use rustls_pki_types::{CertificateDer, ServerName, pem::PemObject};
use serde_json::{Value, json};

type Result<T> = std::result::Result<T, Box<dyn std::error::Error + Send + Sync>>;

const WARM_UP: Duration = Duration::from_millis(500);
const MEASURED: Duration = Duration::from_secs(3);
const LINK: &str = "/providers/Microsoft.ManagementPartner/partners";
const VERSION: &str = "api-version=2018-02-01";

fn main() -> Result<()> {
    let target = Target::from_environment()?;
    let sign_in = target.sign_in()?;
    let mut connection = target.connect()?;
    let answer: Value = serde_json::from_slice(&connection.ask(&sign_in)?)?;
    let token = answer["access_token"].as_str().ok_or("there is no access token")?;
    connection.ask(&target.request("PUT", &format!("{LINK}/12345?{VERSION}"), token))?;
    let connections = thread::available_parallelism()?.get();
    let tokens = target.rate(connections, &sign_in)?;
    let requests = target.rate(connections, &target.request("GET", &format!("{LINK}?{VERSION}"), token))?;
    println!("{}", json!({"connections": connections, "tokens_per_second": tokens, "requests_per_second": requests}));
    Ok(())
}

/// Where the emulator is, and what it takes to talk to it.
struct Target {
    host: String,
    tls: Arc<ClientConfig>,
}

impl Target {
    fn from_environment() -> Result<Self> {
        let endpoint = env::var("MANAGEMENTPARTNER_ENDPOINT")?;
        let mut roots = RootCertStore::empty();
        for certificate in CertificateDer::pem_file_iter(env::var("MANAGEMENTPARTNER_CA_FILE")?)? {
            roots.add(certificate?)?;
        }
        let tls = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()));
        let tls = tls.with_safe_default_protocol_versions()?.with_root_certificates(roots).with_no_client_auth();
        let host = endpoint.strip_prefix("https://").ok_or("the endpoint is not https")?.to_owned();
        Ok(Self { host, tls: Arc::new(tls) })
    }

    fn connect(&self) -> Result<Connection> {
        let socket = TcpStream::connect(&self.host)?;
        socket.set_nodelay(true)?;
        let tls = ClientConnection::new(Arc::clone(&self.tls), ServerName::try_from("localhost")?)?;
        Ok(Connection(BufReader::new(StreamOwned::new(tls, socket))))
    }

    fn sign_in(&self) -> Result<Vec<u8>> {
        let scope = format!("https://{}/.default", self.host).replace(':', "%3A").replace('/', "%2F");
        let (id, secret) = (env::var("AZURE_CLIENT_ID")?, env::var("AZURE_CLIENT_SECRET")?);
        let body = format!("grant_type=client_credentials&client_id={id}&client_secret={secret}&scope={scope}");
        let head = format!(
            "POST /{}/oauth2/v2.0/token HTTP/1.1\r\nHost: {}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n",
            env::var("AZURE_TENANT_ID")?,
            self.host,
            body.len()
        );
        Ok(format!("{head}{body}").into_bytes())
    }

    fn request(&self, method: &str, path: &str, token: &str) -> Vec<u8> {
        let host = &self.host;
        format!(
            "{method} {path} HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {token}\r\nContent-Length: 0\r\n\r\n"
        )
        .into_bytes()
    }

    /// How many times a second `request` is answered on all connections together.
    fn rate(&self, connections: usize, request: &[u8]) -> Result<u64> {
        thread::scope(|scope| {
            let workers: Vec<_> = (0..connections).map(|_| scope.spawn(|| self.repeat(request))).collect();
            let counts =
                workers.into_iter().map(|worker| worker.join().map_err(|_| "a connection's thread panicked")?);
            Ok(counts.sum::<Result<u64>>()? / MEASURED.as_secs())
        })
    }

    fn repeat(&self, request: &[u8]) -> Result<u64> {
        let mut connection = self.connect()?;
        let begun = Instant::now();
        while begun.elapsed() < WARM_UP {
            connection.ask(request)?;
        }
        let mut count = 0;
        while begun.elapsed() < WARM_UP + MEASURED {
            connection.ask(request)?;
            count += 1;
        }
        Ok(count)
    }
}

struct Connection(BufReader<StreamOwned<ClientConnection, TcpStream>>);

impl Connection {
    /// Sends `request` and gives the body of its answer, which must be a success.
    fn ask(&mut self, request: &[u8]) -> Result<Vec<u8>> {
        self.0.get_mut().write_all(request)?;
        let mut line = String::new();
        self.0.read_line(&mut line)?;
        let success = line.starts_with("HTTP/1.1 200 ");
        let status = line.clone();
        let mut length = 0;
        while line != "\r\n" {
            line.clear();
            self.0.read_line(&mut line)?;
            if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
                length = value.trim().parse()?;
            }
        }
        let mut body = vec![0; length];
        self.0.read_exact(&mut body)?;
        if success { Ok(body) } else { Err(format!("{status}{}", String::from_utf8_lossy(&body)).into()) }
    }
}
