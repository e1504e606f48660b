locals {
  versions        = jsondecode(file("${path.root}/versions.json"))
  agent_version   = var.agent_version != "" ? var.agent_version : local.versions.agent.version
  toolbox_version = var.toolbox_version != "" ? var.toolbox_version : local.versions.toolbox.version
  source_cidrs    = compact(split(",", replace(var.source_cidrs, " ", "")))

  # Amazon's images with EC2Launch v2, which runs the user data. All images of Windows Server 2022 and 2025 have it; of those of
  # Windows Server 2019, only the images named EC2LaunchV2 do.
  # https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2launch-v2.html
  releases = {
    windows        = { name = "Windows Server 2019", base = "EC2LaunchV2-Windows_Server-2019-English-Full-Base" }
    "windows-2022" = { name = "Windows Server 2022", base = "Windows_Server-2022-English-Full-Base" }
    "windows-2025" = { name = "Windows Server 2025", base = "Windows_Server-2025-English-Full-Base" }
  }
  release = local.releases[var.os]

  tags = {
    Name            = "Semaphore agent"
    Version         = var.image_version
    Agent_Version   = local.agent_version
    Toolbox_Version = local.toolbox_version
    Hash            = var.hash
    Source_AMI      = "{{ .SourceAMI }}"
    # What the scripts can do: libs/contract/src/image-contract.ts.
    "semaphore:image-contract" = "1"
  }
}

source "amazon-ebs" "windows" {
  ami_name              = "${var.ami_prefix}-${var.image_version}-${var.os}-${var.arch}-${var.hash}"
  ami_description       = "Semaphore self-hosted agent on ${local.release.name}"
  region                = var.region
  instance_type         = var.instance_type
  iam_instance_profile  = var.iam_instance_profile
  force_deregister      = var.force_deregister
  force_delete_snapshot = var.force_deregister
  source_ami            = var.source_ami

  dynamic "source_ami_filter" {
    for_each = var.source_ami == "" ? ["newest"] : []

    content {
      most_recent = true
      owners      = ["amazon"]

      filters = {
        name                = "${local.release.base}-*"
        architecture        = var.arch
        root-device-type    = "ebs"
        virtualization-type = "hvm"
      }
    }
  }

  # The snapshot of an encrypted volume is encrypted, so Packer need not make an encrypted copy of the image.
  launch_block_device_mappings {
    device_name           = "/dev/sda1"
    volume_type           = "gp3"
    iops                  = 3000
    throughput            = 125
    encrypted             = true
    delete_on_termination = true
  }

  imds_support = "v2.0"
  metadata_options {
    http_endpoint               = "enabled"
    http_tokens                 = "required"
    http_put_response_hop_limit = 2
  }

  # The WinRM port is open only to source_cidrs or, if these are empty, to this machine's public address.
  temporary_security_group_source_public_ip = length(local.source_cidrs) == 0
  temporary_security_group_source_cidrs     = local.source_cidrs

  communicator   = "winrm"
  winrm_username = "Administrator"
  winrm_use_ssl  = true
  # The certificate is self-signed; scripts/winrm.ps1 creates it.
  winrm_insecure = true
  winrm_timeout  = "30m"
  user_data_file = "${path.root}/scripts/winrm.ps1"

  # Creating a snapshot of 30 GiB takes a while.
  aws_polling {
    delay_seconds = 30
    max_attempts  = 120
  }

  tags            = local.tags
  snapshot_tags   = local.tags
  run_tags        = { Name = "Packer: Semaphore agent on Windows" }
  run_volume_tags = { Name = "Packer: Semaphore agent on Windows" }
}

build {
  name    = "semaphore-agent-windows"
  sources = ["source.amazon-ebs.windows"]

  provisioner "powershell" {
    inline = ["New-Item -ItemType Directory -Force -Path C:\\packer\\files\\hooks, C:\\packer\\scripts, C:\\packer\\goss | Out-Null"]
  }

  provisioner "file" {
    source      = "${path.root}/files/"
    destination = "C:/packer/files/"
  }

  provisioner "file" {
    source      = "${path.root}/scripts/"
    destination = "C:/packer/scripts/"
  }

  provisioner "file" {
    source      = "${path.root}/versions.json"
    destination = "C:/packer/versions.json"
  }

  provisioner "file" {
    source      = "${path.root}/../common/gen-pre-signed-url.py"
    destination = "C:/packer/gen-pre-signed-url.py"
  }

  provisioner "file" {
    source      = "${path.root}/../common/boto3.txt"
    destination = "C:/packer/boto3.txt"
  }

  provisioner "file" {
    source      = "${path.root}/../../goss/windows/"
    destination = "C:/packer/goss/"
  }

  provisioner "powershell" {
    scripts = [
      "${path.root}/scripts/install-tools.ps1",
      "${path.root}/scripts/install-aws.ps1",
    ]
  }

  provisioner "windows-restart" {
    restart_timeout = "15m"
  }

  provisioner "powershell" {
    environment_vars = [
      "AGENT_VERSION=${local.agent_version}",
      "TOOLBOX_VERSION=${local.toolbox_version}",
    ]
    scripts = [
      "${path.root}/scripts/install-agent.ps1",
      "${path.root}/scripts/check.ps1",
    ]
  }

  provisioner "powershell" {
    script = "${path.root}/scripts/finish.ps1"
    # 16001 means that the connection ended while the script ran (masterzen/winrm, command.go). Only a successful Sysprep
    # shuts down the machine, so that is a success here.
    valid_exit_codes = [0, 16001]
  }
}
